package io.coinpanel.webserver.candles;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The length of a candle, as the exchange names it. */
public enum CandleInterval {
  MINUTE("1m", Duration.ofMinutes(1)),
  THREE_MINUTES("3m", Duration.ofMinutes(3)),
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  QUARTER("15m", Duration.ofMinutes(15)),
  HALF_HOUR("30m", Duration.ofMinutes(30)),
  HOUR("1h", Duration.ofHours(1)),
  TWO_HOURS("2h", Duration.ofHours(2)),
  FOUR_HOURS("4h", Duration.ofHours(4)),
  SIX_HOURS("6h", Duration.ofHours(6)),
  EIGHT_HOURS("8h", Duration.ofHours(8)),
  TWELVE_HOURS("12h", Duration.ofHours(12)),
  DAY("1d", Duration.ofDays(1)),
  THREE_DAYS("3d", Duration.ofDays(3)),
  WEEK("1w", Duration.ofDays(7));

  private static final Duration SHORTEST_USE = Duration.ofSeconds(10);
  private static final Duration LONGEST_USE = Duration.ofMinutes(1);

  private final String wireName;
  private final Duration length;

  CandleInterval(String wireName, Duration length) {
    this.wireName = wireName;
    this.length = length;
  }

  String wireName() {
    return wireName;
  }

  /** How long candles may be shown before they are asked for again. */
  Duration use() {
    Duration use = length.dividedBy(20);
    if (use.compareTo(SHORTEST_USE) < 0) {
      return SHORTEST_USE;
    }
    return use.compareTo(LONGEST_USE) > 0 ? LONGEST_USE : use;
  }

  public static Optional<CandleInterval> parse(String text) {
    return Arrays.stream(values()).filter(interval -> interval.wireName.equals(text)).findFirst();
  }

  public static String choices() {
    return Arrays.stream(values()).map(CandleInterval::wireName).collect(Collectors.joining(", "));
  }
}
