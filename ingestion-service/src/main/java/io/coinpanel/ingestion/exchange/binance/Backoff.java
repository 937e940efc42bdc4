package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with jitter. */
final class Backoff {

  private static final long FIRST_MILLIS = 200;
  private static final int MAX_DOUBLINGS = 20;

  private final long mostMillis;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration most, RandomGenerator random) {
    this.mostMillis = most.toMillis();
    this.random = random;
  }

  void reset() {
    failures = 0;
  }

  /** Records a failure and returns the delay in milliseconds. */
  long nextDelayMillis() {
    long most = Math.min(mostMillis, FIRST_MILLIS << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    return most / 2 + random.nextLong(most / 2 + 1);
  }
}
