package io.coinpanel.ingestion.exchange.binance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code Retry-After}: seconds, with decimals or without, or an HTTP date (RFC 9110,
 * 10.2.3).
 */
final class RetryAfter {

  // The exchange bans an address for three days at most.
  private static final Duration LONGEST = Duration.ofDays(3);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");

  private RetryAfter() {}

  /**
   * @param header its value, null if there was none
   * @param now what a date counts from
   * @param fallback the answer if the header is absent, unreadable or not in the future
   */
  static Duration parse(@Nullable String header, Instant now, Duration fallback) {
    return Optional.ofNullable(header)
        .map(String::strip)
        .flatMap(text -> SECONDS.matcher(text).matches() ? seconds(text) : until(text, now))
        .filter(Duration::isPositive)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait)
        .orElse(fallback);
  }

  private static Optional<Duration> seconds(String text) {
    BigDecimal millis = new BigDecimal(text).movePointRight(3);
    return Optional.of(Duration.ofMillis(millis.setScale(0, RoundingMode.UP).longValueExact()));
  }

  private static Optional<Duration> until(String text, Instant now) {
    return date(text).map(date -> Duration.between(now, date));
  }

  /** An HTTP date, as of this header or of {@code Date}; empty if it is absent or unreadable. */
  static Optional<Instant> date(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
