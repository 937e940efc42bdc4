package io.coinpanel.ingestion.exchange;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The exchange's time, as its own messages show it. Our wall clock may differ from it by any
 * amount, so what is compared with trade times comes from here. Thread-safe.
 */
public final class ExchangeClock {

  // Monotonic clocks drift apart by some milliseconds in this time.
  private static final long VALID_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final InstantSource wall;
  private final NanoClock nanos;

  // Guarded by this.
  private Origin origin = Origin.OUR_CLOCK;
  private long observedMillis;
  private long observedAt;

  /** Where the time is from, the least trusted first. */
  private enum Origin {
    OUR_CLOCK,
    ANSWER,
    TRADE
  }

  public ExchangeClock(InstantSource wall, NanoClock nanos) {
    this.wall = wall;
    this.nanos = nanos;
  }

  /** Takes over the time of a live trade, in epoch milliseconds. */
  public void traded(long millis) {
    observe(Origin.TRADE, millis);
  }

  /** Takes over the time that an answer carries, in epoch milliseconds; trades overrule it. */
  public void answered(long millis) {
    observe(Origin.ANSWER, millis);
  }

  /** Whether the exchange has sent any. */
  public synchronized boolean isKnown() {
    return origin != Origin.OUR_CLOCK;
  }

  /** Epoch milliseconds; our own clock's before the exchange has sent any. */
  public synchronized long millis() {
    return origin == Origin.OUR_CLOCK ? wall.millis() : estimate(nanos.nanoTime());
  }

  /**
   * The latest counts: a message that was long on its way shows too early a time, never too late.
   */
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
