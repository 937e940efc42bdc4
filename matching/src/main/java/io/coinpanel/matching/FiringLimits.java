package io.coinpanel.matching;

/**
 * Cooldown and expiry of a subscription. All times are trade times in milliseconds, so backfilled
 * trades are matched as if live.
 */
final class FiringLimits {

  private final long cooldownMillis;
  private final long expiresAt;
  private long lastFiredAt;

  FiringLimits(long cooldownMillis, long expiresAt, long lastFiredAt) {
    this.cooldownMillis = cooldownMillis;
    this.expiresAt = expiresAt;
    this.lastFiredAt = lastFiredAt;
  }

  boolean isExpired(long tradeTime) {
    return tradeTime >= expiresAt;
  }

  boolean isCoolingDown(long tradeTime) {
    return lastFiredAt != WatchedSubscription.NEVER && tradeTime - lastFiredAt < cooldownMillis;
  }

  boolean hasCooldown() {
    return cooldownMillis > 0;
  }

  void fired(long tradeTime) {
    lastFiredAt = tradeTime;
  }
}
