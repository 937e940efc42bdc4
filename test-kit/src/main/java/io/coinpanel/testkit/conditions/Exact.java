package io.coinpanel.testkit.conditions;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Prices as decimals with 14 places: the 8 of a price, and 6 for a factor in ppm. */
final class Exact {

  static final int DECIMALS = 14;
  private static final long MILLION = 1_000_000;

  private Exact() {}

  static BigDecimal price(long units) {
    return times(units, MILLION);
  }

  static BigDecimal plus(long units, long ppm) {
    return times(units, MILLION + ppm);
  }

  static BigDecimal minus(long units, long ppm) {
    return times(units, MILLION - ppm);
  }

  static BigDecimal times(long units, long ppm) {
    return new BigDecimal(BigInteger.valueOf(units).multiply(BigInteger.valueOf(ppm)), DECIMALS);
  }
}
