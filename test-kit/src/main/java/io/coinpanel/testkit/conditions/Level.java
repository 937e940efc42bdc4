package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Direction.DOWN;
import static io.coinpanel.testkit.conditions.Direction.UP;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A plain level condition: it looks at two prices, one after the other. */
interface Level {

  /** Which way which price was passed. */
  record Passed(Direction direction, BigDecimal price) {}

  @Nullable Passed passed(long before, long price);

  static Level above(long threshold) {
    return (before, price) -> before <= threshold && threshold < price ? up(threshold) : null;
  }

  static Level below(long threshold) {
    return (before, price) -> before >= threshold && threshold > price ? down(threshold) : null;
  }

  static Level cross(long threshold) {
    return (before, price) -> {
      Passed passed = above(threshold).passed(before, price);
      return passed != null ? passed : below(threshold).passed(before, price);
    };
  }

  static Level enter(long lower, long upper) {
    return (before, price) -> {
      if (isInside(lower, upper, before) || !isInside(lower, upper, price)) {
        return null;
      }
      return before < lower ? up(lower) : down(upper);
    };
  }

  static Level leave(long lower, long upper) {
    return (before, price) -> {
      if (!isInside(lower, upper, before) || isInside(lower, upper, price)) {
        return null;
      }
      return price > upper ? up(upper) : down(lower);
    };
  }

  static boolean isInside(long lower, long upper, long price) {
    return lower <= price && price <= upper;
  }

  private static Passed up(long price) {
    return new Passed(UP, Exact.price(price));
  }

  private static Passed down(long price) {
    return new Passed(DOWN, Exact.price(price));
  }
}
