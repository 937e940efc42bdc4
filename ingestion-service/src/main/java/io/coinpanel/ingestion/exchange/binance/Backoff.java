package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: longer each time, never the same for two of us. */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final int MOST_DOUBLINGS = 20;

  private final long mostMillis;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration most, RandomGenerator random) {
    this.mostMillis = most.toMillis();
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts a failure, and answers the milliseconds to wait. */
  long failed() {
    long most = Math.min(mostMillis, FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    return most / 2 + random.nextLong(most / 2 + 1);
  }
}
