package io.coinpanel.cli.watch;

import java.time.Duration;
import java.time.InstantSource;

/**
 * Counts consecutive takeovers right after connecting. Listing alerts causes one; a second program
 * with the same session would cause endless ones.
 */
final class TakeoverCount {

  private static final Duration RIGHT_AFTER = Duration.ofSeconds(5);
  private static final int TOO_MANY = 10;

  private final InstantSource clock;
  private long connectedAt;
  private int consecutive;

  TakeoverCount(InstantSource clock) {
    this.clock = clock;
  }

  void connected() {
    connectedAt = clock.millis();
  }

  /** Whether another program uses this session permanently. */
  boolean isTooMany() {
    boolean soon = clock.millis() - connectedAt < RIGHT_AFTER.toMillis();
    consecutive = soon ? consecutive + 1 : 0;
    return consecutive >= TOO_MANY;
  }
}
