package io.coinpanel.matching;

import io.coinpanel.model.ConditionKind;

/**
 * A stored subscription with everything needed for matching.
 *
 * @param revision of its terms
 * @param baselineRevision the last revision that asked for a new baseline
 * @param symbol in lower case
 * @param threshold units of {@link io.coinpanel.model.Price}
 * @param cooldownSeconds zero for none
 * @param expiresAt epoch milliseconds, or {@link #NEVER}
 * @param lastFiredAt trade time of the last notification in epoch milliseconds, or {@link #NEVER};
 *     only kept where there is a cooldown
 */
public record WatchedSubscription(
    long id,
    int revision,
    int baselineRevision,
    long owner,
    String symbol,
    ConditionKind condition,
    long threshold,
    boolean once,
    int cooldownSeconds,
    long expiresAt,
    long lastFiredAt) {

  /** A time that never comes, or never was. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Whether it needs more than an entry in the index, which a plain first revision does not. */
  boolean isLimited() {
    return cooldownSeconds > 0 || expiresAt != NEVER || revision > 1;
  }

  /** As it starts with a new baseline. */
  public WatchedSubscription withoutLastFired() {
    return withLastFired(NEVER);
  }

  WatchedSubscription withLastFired(long time) {
    return new WatchedSubscription(
        id,
        revision,
        baselineRevision,
        owner,
        symbol,
        condition,
        threshold,
        once,
        cooldownSeconds,
        expiresAt,
        time);
  }

  byte terms() {
    return ThresholdFlags.of(condition, once, isLimited());
  }
}
