package io.coinpanel.ingestion.watch;

/**
 * When a subscription must keep still although its threshold is crossed. All times are trade times
 * in milliseconds, so that history fetched later is judged as it would have been then.
 */
final class Limits {

  private final long cooldownMillis;
  private final long expiresAt;
  private long lastFiredAt;

  Limits(long cooldownMillis, long expiresAt, long lastFiredAt) {
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
