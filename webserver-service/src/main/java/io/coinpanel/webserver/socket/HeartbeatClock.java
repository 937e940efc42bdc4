package io.coinpanel.webserver.socket;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Milliseconds during which clients could be heard. Advances by a bounded amount per heartbeat, so
 * time during which this process was frozen counts against no client. One thread calls {@link
 * #next}.
 */
final class HeartbeatClock {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final NanoClock clock;
  private long last;
  private volatile long elapsed;

  HeartbeatClock(NanoClock clock) {
    this.clock = clock;
    this.last = clock.nanoTime();
  }

  /** Advances to the next heartbeat. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  long next() {
    long now = clock.nanoTime();
    elapsed += Math.min(now - last, LONGEST);
    last = now;
    return millis();
  }

  /** Time of the last heartbeat. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(elapsed);
  }
}
