package io.coinpanel.cli.alert;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Distance from a price to a threshold in percent of the price. */
public final class Distance {

  private static final int DECIMALS = 2;

  private Distance() {}

  /** As {@code +1.25 %}, signed; empty for a price of 0. */
  public static String of(Price price, Price threshold) {
    if (price.units() == 0) {
      return "";
    }
    BigDecimal way = threshold.toBigDecimal().subtract(price.toBigDecimal());
    BigDecimal percent =
        way.movePointRight(2).divide(price.toBigDecimal(), DECIMALS, RoundingMode.HALF_UP);
    return (way.signum() > 0 ? "+" : way.signum() < 0 && percent.signum() == 0 ? "-" : "")
        + percent.toPlainString()
        + " %";
  }

  /** {@link #of(Price, Price)} of server values; empty if the price is missing. */
  public static String of(String price, String threshold) {
    return Price.parse(price)
        .flatMap(from -> Price.parse(threshold).map(to -> of(from, to)))
        .orElse("");
  }
}
