package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;

/**
 * Progress of one pass through a symbol's history. Trade ids have unused values; aggregate ids do
 * not. Owned by the feed's thread.
 */
final class HistoryCursor {

  private boolean open;
  private long openedAt;

  // The aggregate that ends with this trade.
  private long aggregate;
  private long trade = SequenceCheck.NONE;

  /** Starts a new pass; earlier results do not count. */
  void open(long now) {
    open = true;
    openedAt = now;
    trade = SequenceCheck.NONE;
  }

  /** Whether there is a reading, which began at this monotonic time or later. */
  boolean isOpenSince(long time) {
    return open && openedAt - time >= 0;
  }

  /** When the reading began, monotonic nanoseconds. */
  long openedAt() {
    return openedAt;
  }

  void moveTo(AggregateTrade past, long lastTrade) {
    aggregate = past.aggregateId();
    trade = lastTrade;
  }

  /** Passes an aggregate without trades. */
  void skip(AggregateTrade empty) {
    if (empty.aggregateId() == aggregate + 1) {
      aggregate = empty.aggregateId();
    }
  }

  /** Whether the reading has shown this trade last. */
  boolean isAt(long lastTrade) {
    return trade == lastTrade;
  }

  /** Whether nothing was traded between this trade and those. */
  boolean isFollowedBy(AggregateTrade past, long lastTrade) {
    return past.firstId() == lastTrade + 1
        || (isAt(lastTrade) && past.aggregateId() == aggregate + 1);
  }
}
