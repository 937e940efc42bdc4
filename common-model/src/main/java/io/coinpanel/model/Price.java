package io.coinpanel.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An exact, non-negative price or threshold: a whole number of units of 10<sup>-8</sup>.
 *
 * <p>The exchange quotes at most eight decimals, so every price up to {@link #MAX} is a {@code
 * long} and comparisons are comparisons of longs. The protocol admits thresholds up to {@link
 * #MAX_THRESHOLD}, so that a price can be above each of them.
 */
public record Price(long units) implements Comparable<Price> {

  /** Decimals of a unit. */
  public static final int SCALE = 8;

  /** Units of the price 1. */
  public static final long ONE = 100_000_000L;

  /** The highest price: 92233720368.54775807. */
  public static final Price MAX = new Price(Long.MAX_VALUE);

  /** The highest threshold: 92233720368. */
  public static final Price MAX_THRESHOLD = new Price(92_233_720_368L * ONE);

  // Long enough for any leading or trailing zeros a person types, short enough to be cheap.
  private static final int LONGEST = 100;
  private static final long MAX_WHOLE = Long.MAX_VALUE / ONE;
  private static final long MAX_FRACTION = Long.MAX_VALUE % ONE;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(MAX.units, SCALE);

  public Price {
    if (units < 0) {
      throw new IllegalArgumentException("invalid price: " + units + " units");
    }
  }

  /**
   * Parses plain decimal notation: digits, optionally followed by a point and more digits.
   *
   * @return empty if the text is anything else, has more than eight significant decimals, or is
   *     above {@link #MAX}
   */
  public static Optional<Price> parse(String text) {
    int length = text.length();
    int read = 0;
    long whole = 0;
    for (; read < length && isDigit(text.charAt(read)) && whole <= MAX_WHOLE; read++) {
      whole = whole * 10 + text.charAt(read) - '0';
    }
    long fraction = read == length ? 0 : fraction(text, read);
    if (read == 0 || length > LONGEST || whole > MAX_WHOLE || fraction < 0) {
      return Optional.empty();
    }
    if (whole == MAX_WHOLE && fraction > MAX_FRACTION) {
      return Optional.empty();
    }
    return Optional.of(new Price(whole * ONE + fraction));
  }

  /** A point and decimals, in units; a negative number if it is anything else. */
  private static long fraction(String text, int point) {
    if (text.charAt(point) != '.' || point + 1 == text.length()) {
      return -1;
    }
    long fraction = 0;
    long unit = ONE;
    for (int i = point + 1; i < text.length(); i++) {
      char digit = text.charAt(i);
      unit /= 10;
      if (!isDigit(digit) || (unit == 0 && digit != '0')) {
        return -1;
      }
      fraction += (digit - '0') * unit;
    }
    return fraction;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  /**
   * Converts an exact number.
   *
   * @return empty if it is negative, has more than eight significant decimals, or is above {@link
   *     #MAX}
   */
  public static Optional<Price> of(BigDecimal number) {
    if (number.signum() < 0 || number.compareTo(LARGEST) > 0) {
      return Optional.empty();
    }
    BigDecimal exact = number.stripTrailingZeros();
    if (exact.scale() > SCALE) {
      return Optional.empty();
    }
    return Optional.of(new Price(exact.movePointRight(SCALE).longValueExact()));
  }

  /** The number, with eight decimals: what a {@code numeric(20,8)} column holds. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(units, SCALE);
  }

  @Override
  public int compareTo(Price other) {
    return Long.compare(units, other.units);
  }

  /** Plain notation without trailing zeros, as in the protocol. */
  @Override
  public String toString() {
    return toString(units);
  }

  /** {@link #toString()} for a price given in units. */
  public static String toString(long units) {
    long whole = units / ONE;
    long fraction = units % ONE;
    if (fraction == 0) {
      return Long.toString(whole);
    }
    StringBuilder text = new StringBuilder(20).append(whole).append('.');
    for (long digit = ONE / 10; fraction > 0; digit /= 10) {
      text.append((char) ('0' + fraction / digit));
      fraction %= digit;
    }
    return text.toString();
  }
}
