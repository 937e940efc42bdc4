package io.coinpanel.webserver.connection;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The time in which clients were listened to, in milliseconds. It goes on with each beat of the
 * heart, and never by much: while this process was frozen no client could be heard, so that time
 * counts against none. One thread calls {@link #next}.
 */
final class BeatClock {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final NanoClock clock;
  private long last;
  private volatile long elapsed;

  BeatClock(NanoClock clock) {
    this.clock = clock;
    this.last = clock.nanoTime();
  }

  /** Goes on to the next beat. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  long next() {
    long now = clock.nanoTime();
    elapsed += Math.min(now - last, LONGEST);
    last = now;
    return millis();
  }

  /** The last beat. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(elapsed);
  }
}
