package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/** Where the feed's batches go to be committed, one at a time. */
public interface BatchOutlet {

  /**
   * Hands a batch over if the one before is committed.
   *
   * @return an empty batch to go on with, or null if the batch was not taken
   */
  @Nullable Batch offer(Batch batch);

  /** Hands a batch over as soon as the one before is committed. */
  Batch hand(Batch batch) throws InterruptedException;
}
