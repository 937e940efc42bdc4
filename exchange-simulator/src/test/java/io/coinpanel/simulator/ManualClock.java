package io.coinpanel.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it. */
final class ManualClock implements InstantSource {

  private final AtomicLong millis = new AtomicLong(1_700_000_040_000L);

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  void advance(Duration duration) {
    millis.addAndGet(duration.toMillis());
  }
}
