package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * Limits connection attempts to 300 in 5 minutes per address and none while the exchange asks for a
 * pause. Outlives a leadership. Thread-safe.
 */
public final class ConnectionAttemptLimit {

  private static final int MAX = 290;

  private final NanoClock clock;
  private final SlidingWindowLimit limit;
  private long pausedAt;
  private long pauseNanos;

  public ConnectionAttemptLimit(NanoClock clock) {
    this.clock = clock;
    limit = new SlidingWindowLimit(MAX, Duration.ofMinutes(5), clock);
  }

  synchronized boolean tryAcquire() {
    return remainingPauseNanos() <= 0 && limit.tryAcquire(0);
  }

  /** Suspends attempts. */
  synchronized void pause(Duration wait) {
    if (wait.toNanos() > remainingPauseNanos()) {
      pausedAt = clock.nanoTime();
      pauseNanos = wait.toNanos();
    }
  }

  private long remainingPauseNanos() {
    return pauseNanos - (clock.nanoTime() - pausedAt);
  }
}
