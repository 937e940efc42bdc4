package io.coinpanel.matching;

import io.coinpanel.model.Repeat;

/**
 * How often and until when a subscription may fire. All times are trade times in milliseconds, so
 * backfilled trades are matched as if live.
 */
final class FiringLimits {

  /** A time before all. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long MINUTE = 60_000;

  private int revision;
  private Repeat repeat;
  private int cooldownSeconds;
  private long expiresAt;

  // Times of the last firings that count.
  private long cooldownSince;
  private long minuteSince;

  FiringLimits(WatchedSubscription subscription) {
    revision = subscription.revision();
    repeat = subscription.repeat();
    cooldownSeconds = subscription.cooldownSeconds();
    expiresAt = subscription.expiresAt();
    boolean never = subscription.lastFiredAt() == WatchedSubscription.NEVER;
    fired(never ? NEVER : subscription.lastFiredAt());
  }

  /** Continues with later ones: what they add counts from firings after this. */
  void update(WatchedSubscription later) {
    if (cooldownSeconds == 0) {
      cooldownSince = NEVER;
    }
    if (repeat != Repeat.ONCE_PER_MINUTE) {
      minuteSince = NEVER;
    }
    revision = later.revision();
    repeat = later.repeat();
    cooldownSeconds = later.cooldownSeconds();
    expiresAt = later.expiresAt();
  }

  int revision() {
    return revision;
  }

  long expiresAt() {
    return expiresAt;
  }

  boolean isExpired(long tradeTime) {
    return tradeTime >= expiresAt;
  }

  boolean isOnce() {
    return repeat == Repeat.ONCE;
  }

  /** Whether it rests after a firing. */
  boolean rests() {
    return cooldownSeconds > 0 || repeat == Repeat.ONCE_PER_MINUTE;
  }

  /** From when on it may fire again, if it has to rest. */
  long restEnd() {
    long end = NEVER;
    if (cooldownSeconds > 0 && cooldownSince != NEVER) {
      end = cooldownSince + cooldownSeconds * 1000L;
    }
    if (repeat == Repeat.ONCE_PER_MINUTE && minuteSince != NEVER) {
      end = Math.max(end, (Math.floorDiv(minuteSince, MINUTE) + 1) * MINUTE);
    }
    return end;
  }

  void fired(long tradeTime) {
    cooldownSince = tradeTime;
    minuteSince = tradeTime;
  }

  /** Writes the firings that count. */
  void write(StateWriter out) {
    out.number(cooldownSeconds > 0 ? cooldownSince : NEVER);
    out.number(repeat == Repeat.ONCE_PER_MINUTE ? minuteSince : NEVER);
  }

  void read(StateReader in) throws UnreadableStateException {
    cooldownSince = in.number();
    minuteSince = in.number();
  }
}
