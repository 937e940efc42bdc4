package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Direction.DOWN;
import static io.coinpanel.testkit.conditions.Direction.UP;

import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import java.math.BigDecimal;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A level condition that has to last.
 *
 * @param lasts whether the price is still beyond, inside or outside
 * @param directionAtBaseline of a run that begins at the baseline; so is levelAtBaseline
 */
record HoldRule(
    Level level,
    LongPredicate lasts,
    long millis,
    @Nullable Direction directionAtBaseline,
    @Nullable BigDecimal levelAtBaseline)
    implements Rule {

  static HoldRule of(Threshold terms, Level level, int seconds) {
    long threshold = terms.threshold();
    BigDecimal at = Exact.price(threshold);
    return switch (terms.side()) {
      case ABOVE -> new HoldRule(level, price -> price > threshold, seconds * 1000L, UP, at);
      case BELOW -> new HoldRule(level, price -> price < threshold, seconds * 1000L, DOWN, at);
      case CROSS -> throw new IllegalArgumentException("hold_seconds");
    };
  }

  static HoldRule of(Range terms, Level level, int seconds) {
    LongPredicate inside = price -> Level.isInside(terms.lower(), terms.upper(), price);
    return switch (terms.border()) {
      case ENTER -> new HoldRule(level, inside, seconds * 1000L, null, null);
      case LEAVE -> new HoldRule(level, inside.negate(), seconds * 1000L, null, null);
    };
  }

  @Override
  public @Nullable Firing judge(Tape tape) {
    int carried = tape.current() - 1;
    if (tape.isGapBefore(tape.current()) || !lasts.test(tape.price(carried))) {
      return null;
    }
    int start = startOfRun(tape, carried);
    long deadline = tape.time(start) + millis;
    if (tape.time(carried) >= deadline || tape.time(tape.current()) < deadline) {
      return null;
    }
    if (start == tape.baseline()) {
      return new Firing(carried, directionAtBaseline, levelAtBaseline, null, null);
    }
    Level.Passed passed = level.passed(tape.price(start - 1), tape.price(start));
    // Without a crossing it lasts since a gap that ended another run.
    return passed == null
        ? null
        : new Firing(carried, passed.direction(), passed.price(), null, null);
  }

  private int startOfRun(Tape tape, int last) {
    int start = last;
    while (start > tape.baseline()
        && !tape.isGapBefore(start)
        && lasts.test(tape.price(start - 1))) {
      start--;
    }
    return start;
  }
}
