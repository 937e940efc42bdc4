package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.leadership.LeadershipLostException;

/**
 * Where the batches of a shard become durable. They are numbered without gaps and only the shard's
 * leader can add the next, so a commit whose answer was lost is looked up by its number. One thread
 * uses it.
 */
public interface BatchLog extends AutoCloseable {

  /**
   * Commits a batch under the number after the last one: all of it or nothing. An empty batch is a
   * heartbeat, which keeps leadership and applies deferred changes.
   *
   * @return whether changes were deferred, to be applied by a heartbeat
   * @throws BatchLogUnavailableException if it may or may not be committed: {@link #last} tells
   * @throws LeadershipLostException if another instance leads
   */
  boolean commit(Batch batch, long number)
      throws BatchLogUnavailableException, LeadershipLostException;

  /**
   * The number of the last committed batch. Waits while it is not decided.
   *
   * @throws LeadershipLostException if another instance leads
   */
  long last() throws BatchLogUnavailableException, LeadershipLostException, InterruptedException;

  /** Gives up the right to commit. */
  @Override
  void close();
}
