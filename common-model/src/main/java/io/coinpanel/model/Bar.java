package io.coinpanel.model;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A length of bars, which are aligned to UTC. */
public enum Bar {
  ONE_MINUTE("1m", Duration.ofMinutes(1)),
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
  ONE_HOUR("1h", Duration.ofHours(1)),
  FOUR_HOURS("4h", Duration.ofHours(4)),
  ONE_DAY("1d", Duration.ofDays(1));

  private final String wireName;
  private final long millis;

  Bar(String wireName, Duration length) {
    this.wireName = wireName;
    this.millis = length.toMillis();
  }

  /** The spelling on the wire and in the database. */
  public String wireName() {
    return wireName;
  }

  public long millis() {
    return millis;
  }

  /** The end of the bar that covers a time, both in epoch milliseconds. */
  public long endAfter(long time) {
    return (Math.floorDiv(time, millis) + 1) * millis;
  }

  public static Optional<Bar> parse(String text) {
    return Stream.of(values()).filter(bar -> bar.wireName.equals(text)).findFirst();
  }
}
