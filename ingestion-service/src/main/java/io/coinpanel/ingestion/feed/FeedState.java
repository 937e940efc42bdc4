package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/** Whether the trades of a symbol are received, as it is stored. */
public sealed interface FeedState {

  /** Since when they may not have been, in epoch milliseconds. */
  long since();

  /**
   * They have not been received for long.
   *
   * @param afterTradeId the last trade before, or null
   */
  record Stale(long since, @Nullable Long afterTradeId) implements FeedState {}

  /**
   * They are received again.
   *
   * @param found trades that history had
   * @param missing trades that could not be had
   */
  record Ok(long since, long found, long missing) implements FeedState {}
}
