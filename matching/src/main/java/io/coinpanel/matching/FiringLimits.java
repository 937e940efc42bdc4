package io.coinpanel.matching;

/**
 * What an entry of the index has no room for: revision, cooldown and expiry of a subscription. All
 * times are trade times in milliseconds, so backfilled trades are matched as if live.
 */
final class FiringLimits {

  private final long threshold;
  private final int revision;
  private final int cooldownSeconds;
  private final long expiresAt;
  private long lastFiredAt;

  FiringLimits(WatchedSubscription subscription) {
    this.threshold = subscription.threshold();
    this.revision = subscription.revision();
    this.cooldownSeconds = subscription.cooldownSeconds();
    this.expiresAt = subscription.expiresAt();
    this.lastFiredAt = subscription.lastFiredAt();
  }

  long threshold() {
    return threshold;
  }

  int revision() {
    return revision;
  }

  long expiresAt() {
    return expiresAt;
  }

  long lastFiredAt() {
    return lastFiredAt;
  }

  boolean isExpired(long tradeTime) {
    return tradeTime >= expiresAt;
  }

  boolean isCoolingDown(long tradeTime) {
    return lastFiredAt != WatchedSubscription.NEVER
        && tradeTime - lastFiredAt < cooldownSeconds * 1000L;
  }

  boolean hasCooldown() {
    return cooldownSeconds > 0;
  }

  void fired(long tradeTime) {
    lastFiredAt = tradeTime;
  }
}
