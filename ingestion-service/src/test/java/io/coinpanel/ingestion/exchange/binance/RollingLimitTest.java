package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollingLimitTest {

  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 10, Long.MIN_VALUE})
  void admitsSoManyInAnyWindowWhereverTheClockBegins(long origin) {
    nanos.set(origin);
    RollingLimit limit = new RollingLimit(2, Duration.ofSeconds(1), nanos::get);
    assertThat(limit.tryTake(0)).isTrue();
    assertThat(limit.tryTake(0)).isTrue();
    assertThat(limit.tryTake(0)).isFalse();
    nanos.addAndGet(999_999_999);
    assertThat(limit.tryTake(0)).isFalse();
    nanos.addAndGet(1);
    assertThat(limit.tryTake(1)).isTrue();
    assertThat(limit.tryTake(1)).isFalse();
    assertThat(limit.tryTake(0)).isTrue();
  }

  @Test
  void noAttemptIsMadeWhileTheExchangeWantsAPause() {
    ConnectionAttempts attempts = new ConnectionAttempts(nanos::get);
    assertThat(attempts.tryTake()).isTrue();
    attempts.pause(Duration.ofHours(2));
    attempts.pause(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofMinutes(119).toNanos());
    assertThat(attempts.tryTake()).isFalse();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(attempts.tryTake()).isTrue();
  }
}
