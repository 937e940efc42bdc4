package io.coinpanel.ingestion.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration FALLBACK = Duration.ofSeconds(10);

  @ParameterizedTest
  @CsvSource({"1, 1000", "120, 120000", "0.5, 500", "1.0001, 1001", "' 7 ', 7000"})
  void readsSecondsWithAndWithoutDecimals(String header, long millis) {
    assertThat(wait(header)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void readsAnHttpDate() {
    assertThat(wait("Sat, 31 Jan 2026 12:02:00 GMT")).isEqualTo(Duration.ofMinutes(2));
    assertThat(wait("Sun, 1 Feb 2026 12:00:00 GMT")).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "0.0",
        "-5",
        "1e3",
        "NaN",
        "soon",
        "1,5",
        "9999999999999999999",
        "Sat, 31 Jan 2026 11:00:00 GMT",
        "Sat, 99 Jan 2026 11:00:00 GMT",
      })
  void fallsBackIfTheHeaderIsAbsentUnreadableOrNotInTheFuture(@Nullable String header) {
    assertThat(wait(header)).isEqualTo(FALLBACK);
  }

  @Test
  void neverWaitsLongerThanTheLongestBan() {
    assertThat(wait("999999999999")).isEqualTo(Duration.ofDays(3));
    assertThat(wait("Thu, 31 Dec 2099 12:00:00 GMT")).isEqualTo(Duration.ofDays(3));
  }

  private static Duration wait(@Nullable String header) {
    return RetryAfter.parse(header, NOW, FALLBACK);
  }
}
