package io.coinpanel.ingestion.feed;

import static io.coinpanel.matching.WatchedSubscription.NEVER;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;

/** Subscriptions of btcusdt, most of them to a threshold. */
public final class WatchedThreshold {

  private WatchedThreshold() {}

  /** The first revision, which fires at every crossing. */
  public static WatchedSubscription of(long id, long owner, ConditionKind kind, long threshold) {
    return expiring(id, owner, kind, threshold, NEVER);
  }

  static WatchedSubscription of(long id, long owner, Condition condition) {
    return new WatchedSubscription(
        id, 1, 1, owner, "btcusdt", condition, Repeat.EVERY, 0, NEVER, NEVER);
  }

  static WatchedSubscription expiring(
      long id, long owner, ConditionKind kind, long threshold, long expiresAt) {
    return revision(id, 1, 1, owner, kind, threshold, expiresAt);
  }

  static WatchedSubscription revision(
      long id,
      int revision,
      int baselineRevision,
      long owner,
      ConditionKind kind,
      long threshold,
      long expiresAt) {
    return new WatchedSubscription(
        id,
        revision,
        baselineRevision,
        owner,
        "btcusdt",
        Condition.Threshold.plain(kind, new Price(threshold)),
        Repeat.EVERY,
        0,
        expiresAt,
        NEVER);
  }

  /** Whether a price that follows another crosses its threshold. */
  static boolean isCrossed(WatchedSubscription subscription, long previous, long price) {
    return subscription.condition().kind().isCrossed(previous, subscription.plainPlace(), price);
  }
}
