package io.coinpanel.ingestion.feed;

import org.jspecify.annotations.Nullable;

/** An entry in the feed's ring buffer: a task or a trade. */
final class FeedEvent {
  @Nullable Runnable task;
  int slot;
  long tradeId;
  long price;
  long time;
}
