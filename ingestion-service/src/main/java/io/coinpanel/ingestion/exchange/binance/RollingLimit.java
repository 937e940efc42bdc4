package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.Arrays;
import org.agrona.concurrent.NanoClock;

/**
 * So many events in any window of time, and not one more: a rolling window, because the exchange's
 * is one and a refilling bucket lets nearly twice as many through at first. Thread-safe.
 */
final class RollingLimit {

  private final long[] times;
  private final long windowNanos;
  private final NanoClock clock;
  private int next;

  RollingLimit(int most, Duration window, NanoClock clock) {
    this.times = new long[most];
    this.windowNanos = window.toNanos();
    this.clock = clock;
    Arrays.fill(times, clock.nanoTime() - windowNanos);
  }

  /**
   * Takes one event of the window, if so many are left that {@code reserve} others could follow.
   */
  synchronized boolean tryTake(int reserve) {
    long now = clock.nanoTime();
    if (now - times[(next + reserve) % times.length] < windowNanos) {
      return false;
    }
    times[next] = now;
    next = (next + 1) % times.length;
    return true;
  }
}
