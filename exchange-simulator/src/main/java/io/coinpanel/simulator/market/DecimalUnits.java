package io.coinpanel.simulator.market;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Prices and quantities as whole numbers of 10<sup>-8</sup>, and their notation with all eight
 * decimals.
 */
public final class DecimalUnits {

  /** Units of the number 1. */
  public static final long ONE = 100_000_000L;

  /** Longest text {@link #write} makes. */
  public static final int LONGEST = 20;

  private DecimalUnits() {}

  /**
   * Reads a decimal number exactly.
   *
   * @throws ArithmeticException if it has more than eight decimals or is too large
   * @throws NumberFormatException if it is no number
   */
  public static long parse(String decimal) {
    return of(new BigDecimal(decimal));
  }

  /** The exact number of units, or an {@link ArithmeticException}. */
  public static long of(BigDecimal number) {
    return number.movePointRight(8).longValueExact();
  }

  /** Plain notation with eight decimals, as the exchange writes all its amounts. */
  public static String toString(long units) {
    byte[] text = new byte[LONGEST];
    return new String(text, 0, write(units, text, 0), StandardCharsets.US_ASCII);
  }

  /** Writes {@link #toString(long)} without making a string; returns the position after it. */
  public static int write(long units, byte[] out, int at) {
    int point = writeLong(units / ONE, out, at);
    out[point] = '.';
    long fraction = units % ONE;
    for (int i = point + 8; i > point; i--) {
      out[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return point + 9;
  }

  /** Writes a non-negative whole number; returns the position after it. */
  public static int writeLong(long number, byte[] out, int at) {
    int end = at + digits(number);
    long rest = number;
    for (int i = end - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
