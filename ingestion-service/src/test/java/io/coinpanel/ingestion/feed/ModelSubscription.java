package io.coinpanel.ingestion.feed;

import io.coinpanel.matching.WatchedSubscription;

/** A subscription as the oracle has it: from which trade on, and until which. */
final class ModelSubscription {
  final WatchedSubscription subscription;
  // Judged on trades behind this id that were made at or after this time.
  long afterId = Long.MAX_VALUE;
  long fromTime = Long.MIN_VALUE;
  long upToId = Long.MAX_VALUE;
  boolean active;
  boolean finished;
  // Activated behind a gap that is not filled, and no trade has come since.
  boolean isInGap;

  ModelSubscription(WatchedSubscription subscription) {
    this.subscription = subscription;
  }

  Withdrawal withdrawal() {
    return new Withdrawal(
        subscription.id(),
        subscription.revision(),
        subscription.symbol(),
        subscription.plainPlace());
  }

  Expiry expiry() {
    return new Expiry(subscription.id(), subscription.symbol(), subscription.expiresAt());
  }

  /**
   * @param time of the trade, which never goes back
   */
  boolean judges(ModelTrade trade, long time) {
    return trade.id() > afterId
        && trade.id() <= upToId
        && trade.time() >= fromTime
        && time < subscription.expiresAt();
  }
}
