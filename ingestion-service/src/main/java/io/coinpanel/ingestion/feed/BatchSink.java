package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/** Accepts the feed's batches for commit, one at a time. */
public interface BatchSink {

  /**
   * Submits a batch if the previous one is committed.
   *
   * @return an empty batch to fill next, or null if the batch was not accepted
   */
  @Nullable Batch offer(Batch batch);

  /** Submits a batch, waiting until the previous one is committed. */
  Batch submit(Batch batch) throws InterruptedException;
}
