package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How much of the exchange's request weight is left. The exchange counts by address and by minute,
 * and its count is the truth: it survives our restarts and includes others at the same address.
 */
final class WeightBudget {

  // Of 6000 a minute: the rest is for whoever else asks from this address.
  private static final int MOST = 5_000;
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  private final InstantSource clock;
  private long minute;
  private int used;
  private long closedUntil;

  WeightBudget(InstantSource clock) {
    this.clock = clock;
  }

  /** Milliseconds to wait before a request of this weight, or zero: then it is taken. */
  synchronized long take(int weight) {
    long now = clock.millis();
    if (now < closedUntil) {
      return closedUntil - now;
    }
    if (now / MINUTE_MILLIS != minute) {
      minute = now / MINUTE_MILLIS;
      used = 0;
    }
    if (used + weight > MOST) {
      return (minute + 1) * MINUTE_MILLIS - now;
    }
    used += weight;
    return 0;
  }

  /** Takes over what the exchange has counted. */
  synchronized void used(int weight) {
    used = Math.max(used, weight);
  }

  /** The exchange wants no requests for a while. */
  synchronized void close(Duration wait) {
    closedUntil = Math.max(closedUntil, clock.millis() + wait.toMillis());
  }

  synchronized int used() {
    return used;
  }
}
