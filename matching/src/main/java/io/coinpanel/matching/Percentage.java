package io.coinpanel.matching;

/** Prices that are a percentage above or below others, exactly: they have up to 14 decimals. */
final class Percentage {

  private static final long WHOLE = 1_000_000;

  private Percentage() {}

  /**
   * The lowest whole price at least that much above a price.
   *
   * @return {@link Long#MAX_VALUE} also if it is higher than any
   */
  static long reachedAbove(long price, int ppm) {
    return times(price, WHOLE + ppm, WHOLE - 1);
  }

  /** The highest whole price at least that much below a price. */
  static long reachedBelow(long price, int ppm) {
    return times(price, WHOLE - ppm, 0);
  }

  /** Whether a price is at least that much above a lower one. */
  static boolean isAbove(long price, long low, int ppm) {
    long factor = WHOLE + ppm;
    long high = Math.multiplyHigh(price, WHOLE);
    long lowHigh = Math.multiplyHigh(low, factor);
    return high != lowHigh
        ? high > lowHigh
        : Long.compareUnsigned(price * WHOLE, low * factor) >= 0;
  }

  /** Whether a price is at least that much below a higher one. */
  static boolean isBelow(long price, long high, int ppm) {
    return price <= reachedBelow(high, ppm);
  }

  /** The price that much above another, in whole units; it must not be higher than any. */
  static long above(long price, int ppm) {
    return times(price, WHOLE + ppm, 0);
  }

  /** What that has beyond whole units, in millionths. */
  static int fractionAbove(long price, int ppm) {
    return fraction(price, WHOLE + ppm);
  }

  /** What the price that much below another has beyond whole units, in millionths. */
  static int fractionBelow(long price, int ppm) {
    return fraction(price, WHOLE - ppm);
  }

  private static int fraction(long price, long factor) {
    return (int) (price % WHOLE * factor % WHOLE);
  }

  /** Of millions and the rest apart, as their product with a factor may have 87 bits. */
  private static long times(long price, long factor, long roundedBy) {
    long millions = price / WHOLE;
    long rest = (price % WHOLE * factor + roundedBy) / WHOLE;
    if (millions > (Long.MAX_VALUE - rest) / factor) {
      return Long.MAX_VALUE;
    }
    return millions * factor + rest;
  }
}
