package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * So many events in any window of time, and not one more: a rolling window, because the exchange's
 * is one and a refilling bucket lets nearly twice as many through at first. Thread-safe.
 */
final class RollingLimit {

  private final long[] times;
  private final long windowMillis;
  private final InstantSource clock;
  private int next;

  RollingLimit(int most, Duration window, InstantSource clock) {
    this.times = new long[most];
    this.windowMillis = window.toMillis();
    this.clock = clock;
    Arrays.fill(times, Long.MIN_VALUE / 2);
  }

  /**
   * Takes one event of the window, if so many are left that {@code reserve} others could follow.
   */
  synchronized boolean tryTake(int reserve) {
    long now = clock.millis();
    if (now - times[(next + reserve) % times.length] < windowMillis) {
      return false;
    }
    record(now);
    return true;
  }

  /** Counts an event that cannot wait. */
  synchronized void take() {
    record(clock.millis());
  }

  private void record(long now) {
    times[next] = now;
    next = (next + 1) % times.length;
  }
}
