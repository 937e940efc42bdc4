package io.coinpanel.cli.watch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with jitter. */
final class Backoff {

  private static final int DOUBLINGS = 5;

  private final Duration first;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, RandomGenerator random) {
    this.first = first;
    this.random = random;
  }

  Duration next() {
    long most = first.toMillis() << Math.min(failures++, DOUBLINGS);
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }

  int failures() {
    return failures;
  }

  void reset() {
    failures = 0;
  }
}
