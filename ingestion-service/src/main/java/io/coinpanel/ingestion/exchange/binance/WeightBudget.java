package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * How much of the exchange's request weight is left. The exchange counts by address and by minutes
 * of its own clock, and its count is the truth: it survives our restarts and includes others at the
 * same address. Our wall clock plays no part: where the exchange's minute begins is seen by its
 * count falling, and a minute later at the latest it has begun again.
 */
final class WeightBudget {

  // Of 6000 a minute: the rest is for whoever else asks from this address.
  private static final int MOST = 5_000;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final NanoClock clock;

  // Guarded by this.
  private long minuteBegan;
  private int used;
  private long closedUntil;

  WeightBudget(NanoClock clock) {
    this.clock = clock;
    this.minuteBegan = clock.nanoTime();
    this.closedUntil = minuteBegan;
  }

  /**
   * How long no request of this weight is allowed, or zero: then it is taken.
   *
   * @param reserve what has to be left after it for more urgent ones
   */
  synchronized Duration take(int weight, int reserve) {
    long now = clock.nanoTime();
    if (now - closedUntil < 0) {
      return Duration.ofNanos(closedUntil - now);
    }
    if (now - minuteBegan >= MINUTE) {
      minuteBegan = now;
      used = 0;
    }
    if (used + weight + reserve > MOST) {
      return Duration.ofNanos(minuteBegan + MINUTE - now);
    }
    used += weight;
    return Duration.ZERO;
  }

  /** Takes over what the exchange has counted. */
  synchronized void used(int weight) {
    // Answers overtake each other, so that only a great fall shows a new minute.
    if (weight < used / 2) {
      minuteBegan = clock.nanoTime();
      used = weight;
    }
    used = Math.max(used, weight);
  }

  /** The exchange wants no requests for a while. */
  synchronized void close(Duration wait) {
    long until = clock.nanoTime() + wait.toNanos();
    if (until - closedUntil > 0) {
      closedUntil = until;
    }
  }

  synchronized int used() {
    return used;
  }
}
