package io.coinpanel.testkit.market;

import java.math.BigDecimal;

/**
 * A trade.
 *
 * @param symbol in lower case
 * @param price in units of 10^-8
 * @param time epoch milliseconds
 */
public record Trade(String symbol, long id, long price, long time) {

  private static final int DECIMALS = 8;

  /** The units of a price written as a decimal. */
  public static long units(BigDecimal price) {
    return price.movePointRight(DECIMALS).longValueExact();
  }

  /** The decimal that units are of. */
  public static BigDecimal decimal(long units) {
    return BigDecimal.valueOf(units, DECIMALS);
  }

  /** Time never goes back from one trade of a symbol to the next. */
  Trade notBefore(long earliest) {
    return new Trade(symbol, id, price, Math.max(time, earliest));
  }
}
