package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import org.agrona.concurrent.NanoClock;

/**
 * The attempts to connect that the exchange allows an address: 300 in 5 minutes, and none while it
 * has asked for a pause. They outlive the streams they were made for. Thread-safe.
 */
public final class ConnectionAttempts {

  private static final int MOST = 290;

  private final NanoClock clock;
  private final RollingLimit limit;
  private long pausedAt;
  private long pauseNanos;

  public ConnectionAttempts(NanoClock clock) {
    this.clock = clock;
    limit = new RollingLimit(MOST, Duration.ofMinutes(5), clock);
  }

  synchronized boolean tryTake() {
    return pauseLeft() <= 0 && limit.tryTake(0);
  }

  /** The exchange wants no attempts for a while. */
  synchronized void pause(Duration wait) {
    if (wait.toNanos() > pauseLeft()) {
      pausedAt = clock.nanoTime();
      pauseNanos = wait.toNanos();
    }
  }

  private long pauseLeft() {
    return pauseNanos - (clock.nanoTime() - pausedAt);
  }
}
