package io.coinpanel.matching;

import io.coinpanel.model.Condition;

/**
 * A stored subscription with everything needed for matching.
 *
 * @param symbol in lower case
 * @param threshold units of {@link io.coinpanel.model.Price}
 * @param cooldownSeconds zero for none
 * @param expiresAt epoch milliseconds, or {@link #NEVER}
 * @param lastFiredAt trade time of the last notification in epoch milliseconds, or {@link #NEVER};
 *     only kept where there is a cooldown
 */
public record WatchedSubscription(
    long id,
    long owner,
    String symbol,
    Condition condition,
    long threshold,
    boolean once,
    int cooldownSeconds,
    long expiresAt,
    long lastFiredAt) {

  /** A time that never comes, or never was. */
  public static final long NEVER = Long.MAX_VALUE;

  boolean isLimited() {
    return cooldownSeconds > 0 || expiresAt != NEVER;
  }

  byte terms() {
    return ThresholdFlags.of(condition, once, isLimited());
  }
}
