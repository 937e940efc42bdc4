package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import java.time.Duration;
import java.time.Instant;
import org.agrona.concurrent.NanoClock;

/** Manually advanced clocks. */
final class ManualClocks {

  private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");
  private volatile long nanos = Long.MAX_VALUE - 1_000; // it may overflow at any time
  private final NanoClock monotonic = () -> nanos;
  private final FeedClocks feedClocks =
      new FeedClocks(() -> wall, monotonic, new ExchangeClock(() -> wall, monotonic));

  FeedClocks clocks() {
    return feedClocks;
  }

  NanoClock monotonic() {
    return monotonic;
  }

  long millis() {
    return wall.toEpochMilli();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the test's thread alone writes
  void advance(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /** Sets the wall clock alone. */
  void step(Duration by) {
    wall = wall.plus(by);
  }
}
