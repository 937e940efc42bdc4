package io.coinpanel.testkit.conditions;

/** A bar's length. Bar k covers [k * length, (k + 1) * length) in UTC. */
public enum Bar {
  ONE_MINUTE(1),
  FIVE_MINUTES(5),
  FIFTEEN_MINUTES(15),
  ONE_HOUR(60),
  FOUR_HOURS(4 * 60),
  ONE_DAY(24 * 60);

  private static final long MINUTE = 60_000;

  private final long millis;

  Bar(int minutes) {
    millis = minutes * MINUTE;
  }

  /** The bar that a time is in. */
  long at(long time) {
    return Math.floorDiv(time, millis);
  }

  /** The first millisecond after a bar. */
  long end(long bar) {
    return (bar + 1) * millis;
  }
}
