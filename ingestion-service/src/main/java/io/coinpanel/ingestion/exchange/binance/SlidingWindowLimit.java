package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.Arrays;
import org.agrona.concurrent.NanoClock;

/**
 * Sliding-window rate limit. A token bucket would admit nearly twice the limit in the first window,
 * and the exchange's window slides. Thread-safe.
 */
final class SlidingWindowLimit {

  private final long[] times;
  private final long windowNanos;
  private final NanoClock clock;
  private int next;

  SlidingWindowLimit(int most, Duration window, NanoClock clock) {
    this.times = new long[most];
    this.windowNanos = window.toNanos();
    this.clock = clock;
    Arrays.fill(times, clock.nanoTime() - windowNanos);
  }

  /** Acquires one permit if more than {@code reserve} are left. */
  synchronized boolean tryAcquire(int reserve) {
    long now = clock.nanoTime();
    if (now - times[(next + reserve) % times.length] < windowNanos) {
      return false;
    }
    times[next] = now;
    next = (next + 1) % times.length;
    return true;
  }
}
