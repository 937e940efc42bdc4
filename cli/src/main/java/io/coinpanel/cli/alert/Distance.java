package io.coinpanel.cli.alert;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Distance from a price to a threshold in percent of the price. */
public final class Distance {

  private static final int DECIMALS = 2;

  private Distance() {}

  /** The threshold, or the nearest edge of a range; empty if the target moves. */
  public static Optional<Price> target(Condition condition, Price price) {
    return switch (condition) {
      case Condition.Threshold threshold -> Optional.of(threshold.threshold());
      case Condition.Range range ->
          Optional.of(
              Math.abs(price.units() - range.lower().units())
                      <= Math.abs(price.units() - range.upper().units())
                  ? range.lower()
                  : range.upper());
      case Condition.Change _, Condition.AmountStep _, Condition.PercentStep _ -> Optional.empty();
    };
  }

  /** Signed, to be compared; empty for a price of 0. */
  static Optional<BigDecimal> exact(Price price, Price threshold) {
    if (price.units() == 0) {
      return Optional.empty();
    }
    BigDecimal way = threshold.toBigDecimal().subtract(price.toBigDecimal());
    return Optional.of(way.movePointRight(2).divide(price.toBigDecimal(), MathContext.DECIMAL64));
  }

  /** As {@code +1.25 %}, signed; empty for a price of 0. */
  public static String of(Price price, Price threshold) {
    return exact(price, threshold).map(Distance::text).orElse("");
  }

  static String text(BigDecimal exact) {
    BigDecimal percent = exact.setScale(DECIMALS, RoundingMode.HALF_UP);
    String sign = exact.signum() > 0 ? "+" : exact.signum() < 0 && percent.signum() == 0 ? "-" : "";
    return sign + percent.toPlainString() + " %";
  }

  /** {@link #of(Price, Price)} of server values; empty if the price is missing. */
  public static String of(String price, String threshold) {
    return Price.parse(price)
        .flatMap(from -> Price.parse(threshold).map(to -> of(from, to)))
        .orElse("");
  }
}
