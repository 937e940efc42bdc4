package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Direction.DOWN;
import static io.coinpanel.testkit.conditions.Direction.UP;

import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.Trend;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code rise}, {@code fall} and {@code move}: against the extremes since the anchor. */
record ChangeRule(Change terms) implements Rule {

  private static final int NOT_BEGUN = -1;

  @Override
  public @Nullable Firing judge(Tape tape) {
    int begin = tape.lastFiring() == null ? beginOfTracking(tape) : tape.anchor();
    if (begin == NOT_BEGUN) {
      return null;
    }
    int first = terms.withinSeconds() == null ? begin : inForce(tape, begin, terms.withinSeconds());
    long low = tape.price(first);
    long high = low;
    for (int i = first; i <= tape.current(); i++) {
      low = Math.min(low, tape.price(i));
      high = Math.max(high, tape.price(i));
    }
    BigDecimal price = Exact.price(tape.price(tape.current()));
    BigDecimal rise = Exact.plus(low, terms.ppm());
    if (terms.trend() != Trend.FALL && price.compareTo(rise) >= 0) {
      return new Firing(tape.current(), UP, rise, low, null);
    }
    BigDecimal fall = Exact.minus(high, terms.ppm());
    if (terms.trend() != Trend.RISE && price.compareTo(fall) <= 0) {
      return new Firing(tape.current(), DOWN, fall, high, null);
    }
    return null;
  }

  private int beginOfTracking(Tape tape) {
    Long from = terms.from();
    if (from == null) {
      return tape.baseline();
    }
    long start = tape.price(tape.baseline());
    for (int i = tape.baseline(); i <= tape.current(); i++) {
      boolean isReached = from >= start ? tape.price(i) >= from : tape.price(i) <= from;
      if (isReached) {
        return i;
      }
    }
    return NOT_BEGUN;
  }

  /** The trade whose price was in force when the window began, but none before another. */
  private static int inForce(Tape tape, int earliest, int seconds) {
    long begin = tape.time(tape.current()) - seconds * 1000L;
    int i = tape.current();
    while (i > earliest && tape.time(i) > begin) {
      i--;
    }
    return i;
  }
}
