package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowLimitTest {

  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 10, Long.MIN_VALUE})
  void admitsSoManyInAnyWindowWhereverTheClockBegins(long origin) {
    nanos.set(origin);
    SlidingWindowLimit limit = new SlidingWindowLimit(2, Duration.ofSeconds(1), nanos::get);
    assertThat(limit.tryAcquire(0)).isTrue();
    assertThat(limit.tryAcquire(0)).isTrue();
    assertThat(limit.tryAcquire(0)).isFalse();
    nanos.addAndGet(999_999_999);
    assertThat(limit.tryAcquire(0)).isFalse();
    nanos.addAndGet(1);
    assertThat(limit.tryAcquire(1)).isTrue();
    assertThat(limit.tryAcquire(1)).isFalse();
    assertThat(limit.tryAcquire(0)).isTrue();
  }

  @Test
  void makesNoAttemptDuringAPause() {
    ConnectionAttemptLimit attempts = new ConnectionAttemptLimit(nanos::get);
    assertThat(attempts.tryAcquire()).isTrue();
    attempts.pause(Duration.ofHours(2));
    attempts.pause(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofMinutes(119).toNanos());
    assertThat(attempts.tryAcquire()).isFalse();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(attempts.tryAcquire()).isTrue();
  }
}
