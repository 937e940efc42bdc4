package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * Remaining request weight. The exchange counts per address and per minute of its own clock; its
 * count is authoritative, since it survives restarts and includes other clients at the same
 * address. Our wall clock plays no part: where the exchange's minute begins is seen by its count
 * falling, and a minute later at the latest it has begun again.
 */
final class WeightBudget {

  // Of 6000 a minute; the rest is left to other clients at this address.
  private static final int MAX = 5_000;
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
   * Time until a request of this weight is allowed; zero if acquired.
   *
   * @param reserve what has to be left after it for more urgent ones
   */
  synchronized Duration acquire(int weight, int reserve) {
    long now = clock.nanoTime();
    if (now - closedUntil < 0) {
      return Duration.ofNanos(closedUntil - now);
    }
    if (now - minuteBegan >= MINUTE) {
      minuteBegan = now;
      used = 0;
    }
    if (used + weight + reserve > MAX) {
      return Duration.ofNanos(minuteBegan + MINUTE - now);
    }
    used += weight;
    return Duration.ZERO;
  }

  /** Takes over what the exchange has counted. */
  synchronized void recordUsed(int weight) {
    // Responses may arrive out of order, so only a large drop indicates a new minute.
    if (weight < used / 2) {
      minuteBegan = clock.nanoTime();
      used = weight;
    }
    used = Math.max(used, weight);
  }

  /** Suspends requests. */
  synchronized void pause(Duration wait) {
    long until = clock.nanoTime() + wait.toNanos();
    if (until - closedUntil > 0) {
      closedUntil = until;
    }
  }

  synchronized int used() {
    return used;
  }
}
