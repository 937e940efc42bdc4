package io.coinpanel.testkit.conditions;

import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Hysteresis.
 *
 * @param armsAtStart whether a baseline at this price leaves it armed
 * @param arms whether a price arms it again
 */
record Rearm(LongPredicate armsAtStart, LongPredicate arms) {

  static @Nullable Rearm of(Threshold terms) {
    Long rearm = terms.rearm();
    if (rearm == null) {
      return null;
    }
    long threshold = terms.threshold();
    return switch (terms.side()) {
      case ABOVE -> new Rearm(price -> price <= threshold, price -> price <= rearm);
      case BELOW -> new Rearm(price -> price >= threshold, price -> price >= rearm);
      case CROSS -> throw new IllegalArgumentException("rearm");
    };
  }

  /** Whether the newest price may fire. */
  boolean isArmed(Series series, @Nullable Firing lastFiring) {
    if (lastFiring == null && armsAtStart.test(series.price(0))) {
      return true;
    }
    for (int n = series.newest() - 1; n >= 0; n--) {
      if (lastFiring != null && series.trade(n) <= lastFiring.trade()) {
        return false;
      }
      if (arms.test(series.price(n))) {
        return true;
      }
    }
    return false;
  }
}
