package io.coinpanel.testkit.conditions;

import static java.math.RoundingMode.CEILING;
import static java.math.RoundingMode.FLOOR;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import java.math.BigDecimal;
import java.util.function.LongFunction;

/** The lines of a step: one at the origin, and one at each multiple of the distance from it. */
record Grid(BigDecimal origin, BigDecimal distance) {

  /** Grids by the baseline's price. */
  static LongFunction<Grid> of(AmountStep step) {
    return baseline -> new Grid(BigDecimal.ZERO, Exact.price(step.amount()));
  }

  static LongFunction<Grid> of(PercentStep step) {
    return baseline -> new Grid(Exact.price(baseline), Exact.times(baseline, step.ppm()));
  }

  BigDecimal lowestAtOrAbove(long price) {
    return line(fromOrigin(price).divide(distance, 0, CEILING));
  }

  BigDecimal highestAtOrBelow(long price) {
    return line(fromOrigin(price).divide(distance, 0, FLOOR));
  }

  BigDecimal highestBelow(long price) {
    return lowestAtOrAbove(price).subtract(distance);
  }

  BigDecimal lowestAbove(long price) {
    return highestAtOrBelow(price).add(distance);
  }

  private BigDecimal fromOrigin(long price) {
    return Exact.price(price).subtract(origin);
  }

  private BigDecimal line(BigDecimal n) {
    return origin.add(n.multiply(distance)).setScale(Exact.DECIMALS);
  }
}
