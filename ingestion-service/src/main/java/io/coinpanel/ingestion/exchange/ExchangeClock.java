package io.coinpanel.ingestion.exchange;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The exchange's time, estimated from its messages. The local wall clock may differ arbitrarily, so
 * anything compared with trade times uses this clock. Thread-safe.
 */
public final class ExchangeClock {

  // Clock drift over this period is a few milliseconds.
  private static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final InstantSource wall;
  private final NanoClock nanos;

  // Guarded by this.
  private Origin origin = Origin.LOCAL_CLOCK;
  private long observedMillis;
  private long observedAt;

  /** Source of the time, least trusted first. */
  private enum Origin {
    LOCAL_CLOCK,
    RESPONSE,
    TRADE
  }

  public ExchangeClock(InstantSource wall, NanoClock nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /** Records the time of a live trade, in epoch milliseconds. */
  public void observeTrade(long millis) {
    observe(Origin.TRADE, millis);
  }

  /** Records the time of a response, in epoch milliseconds; trade times take precedence. */
  public void observeResponse(long millis) {
    observe(Origin.RESPONSE, millis);
  }

  /** Whether any exchange time is known. */
  public synchronized boolean isKnown() {
    return origin != Origin.LOCAL_CLOCK;
  }

  /** Epoch milliseconds; the local clock until an exchange time is known. */
  public synchronized long millis() {
    return origin == Origin.LOCAL_CLOCK ? wall.millis() : estimate(nanos.nanoTime());
  }

  /** The latest time wins: delayed messages are early, never late. */
  private synchronized void observe(Origin from, long millis) {
    long now = nanos.nanoTime();
    boolean better = from.compareTo(origin) > 0;
    boolean later = millis > estimate(now) || now - observedAt > VALID_NANOS;
    if (better || (from == origin && later)) {
      origin = from;
      observedMillis = millis;
      observedAt = now;
    }
  }

  private long estimate(long now) {
    return observedMillis + TimeUnit.NANOSECONDS.toMillis(now - observedAt);
  }
}
