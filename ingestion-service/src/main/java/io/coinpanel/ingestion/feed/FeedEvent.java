package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/** A place in the feed's queue: a task for the feed's thread, or else a trade from a stream. */
final class FeedEvent {
  @Nullable Runnable task;
  int slot;
  long tradeId;
  long price;
  long time;
}
