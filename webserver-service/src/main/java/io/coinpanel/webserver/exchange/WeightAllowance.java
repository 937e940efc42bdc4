package io.coinpanel.webserver.exchange;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * What this webserver may ask of the exchange. The exchange's limit belongs to the address, which
 * ingestion shares: nothing is asked while the last used weight seen was above 1,000, and at most
 * 200 weight a minute otherwise.
 */
final class WeightAllowance {

  private static final int MAX_SEEN = 1_000;
  private static final int MAX = 200;

  /** The exchange's count begins again every minute. */
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final NanoClock clock;

  // Guarded by this.
  private long minuteBegan;
  private int used;
  private int seen;
  private long seenAt;
  private long closedUntil;

  WeightAllowance(NanoClock clock) {
    this.clock = clock;
    minuteBegan = clock.nanoTime();
    seenAt = minuteBegan;
    closedUntil = minuteBegan;
  }

  /** Takes that much; false if it is not allowed now. */
  synchronized boolean tryAcquire(int weight) {
    long now = clock.nanoTime();
    if (now - minuteBegan >= MINUTE) {
      minuteBegan = now;
      used = 0;
    }
    boolean crowded = seen > MAX_SEEN && now - seenAt < MINUTE;
    if (crowded || now - closedUntil < 0 || used + weight > MAX) {
      return false;
    }
    used += weight;
    return true;
  }

  /** What the exchange has counted for the address. */
  synchronized void seen(int weight) {
    seen = weight;
    seenAt = clock.nanoTime();
  }

  /** The exchange rejects requests for this time. */
  synchronized void pause(Duration wait) {
    long until = clock.nanoTime() + wait.toNanos();
    if (until - closedUntil > 0) {
      closedUntil = until;
    }
  }
}
