package io.coinpanel.ingestion.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeClockTest {

  private long nanos;
  private Instant wall = Instant.ofEpochMilli(5_000_000);
  private final ExchangeClock clock = new ExchangeClock(() -> wall, () -> nanos);

  private void afterMillis(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void usesTheLocalClockUntilAnExchangeTimeIsKnown() {
    assertThat(clock.isKnown()).isFalse();
    assertThat(clock.millis()).isEqualTo(5_000_000);
  }

  @Test
  void advancesFromTheLastTradeRegardlessOfTheLocalClock() {
    clock.observeTrade(1_000);
    assertThat(clock.isKnown()).isTrue();
    afterMillis(250);
    wall = Instant.EPOCH;
    assertThat(clock.millis()).isEqualTo(1_250);
  }

  @Test
  void delayedTradeDoesNotSetItBack() {
    clock.observeTrade(1_000);
    afterMillis(500);
    clock.observeTrade(1_100);
    assertThat(clock.millis()).isEqualTo(1_500);
  }

  @Test
  void tradeTimeTakesPrecedenceOverResponseTime() {
    clock.observeResponse(9_000);
    assertThat(clock.millis()).isEqualTo(9_000);
    clock.observeTrade(1_000);
    clock.observeResponse(9_000);
    assertThat(clock.millis()).isEqualTo(1_000);
  }

  @Test
  void aDriftIsCorrectedWithinMinutes() {
    clock.observeTrade(1_000);
    afterMillis(TimeUnit.MINUTES.toMillis(11));
    clock.observeTrade(1_000);
    assertThat(clock.millis()).isEqualTo(1_000);
  }
}
