package io.coinpanel.matching;

import static io.coinpanel.matching.WatchedSubscription.NEVER;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Percent;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import org.jspecify.annotations.Nullable;

/** Subscriptions of btcusdt, whose prices are units. */
final class Subscription {

  private Subscription() {}

  static WatchedSubscription of(long id, Condition condition) {
    return resting(id, condition, 0);
  }

  static WatchedSubscription resting(long id, Condition condition, int cooldownSeconds) {
    return of(id, condition, Repeat.EVERY, cooldownSeconds, NEVER);
  }

  static WatchedSubscription of(
      long id, Condition condition, Repeat repeat, int cooldownSeconds, long expiresAt) {
    return new WatchedSubscription(
        id, 1, 1, 1, "btcusdt", condition, repeat, cooldownSeconds, expiresAt, NEVER);
  }

  static Condition above(long threshold) {
    return Condition.Threshold.plain(ConditionKind.ABOVE, new Price(threshold));
  }

  static Condition above(long threshold, Confirmation confirmation) {
    return new Condition.Threshold(ConditionKind.ABOVE, new Price(threshold), null, confirmation);
  }

  static Condition aboveWithRearm(long threshold, long rearm) {
    return new Condition.Threshold(
        ConditionKind.ABOVE, new Price(threshold), new Price(rearm), Confirmation.NONE);
  }

  static Condition enter(long lower, long upper) {
    return new Condition.Range(
        ConditionKind.ENTER, new Price(lower), new Price(upper), Confirmation.NONE);
  }

  static Condition change(ConditionKind kind, int ppm, @Nullable Integer seconds) {
    return new Condition.Change(kind, new Percent(ppm), seconds, null);
  }

  static Condition changeFrom(ConditionKind kind, int ppm, long from) {
    return new Condition.Change(kind, new Percent(ppm), null, new Price(from));
  }
}
