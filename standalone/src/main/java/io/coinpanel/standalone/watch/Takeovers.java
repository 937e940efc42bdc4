package io.coinpanel.standalone.watch;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Counts how often in a row a connection was taken away right after it was made. Whoever lists
 * alerts does that once; a program that uses a copy of the session would do it for ever.
 */
final class Takeovers {

  private static final Duration RIGHT_AFTER = Duration.ofSeconds(5);
  private static final int TOO_MANY = 10;

  private final InstantSource clock;
  private long connectedAt;
  private int inARow;

  Takeovers(InstantSource clock) {
    this.clock = clock;
  }

  void connected() {
    connectedAt = clock.millis();
  }

  /** Whether somebody else wants this session for good. */
  boolean isTooMany() {
    boolean soon = clock.millis() - connectedAt < RIGHT_AFTER.toMillis();
    inARow = soon ? inARow + 1 : 0;
    return inARow >= TOO_MANY;
  }
}
