package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Direction.DOWN;
import static io.coinpanel.testkit.conditions.Direction.UP;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line of a grid other than the last one notified is crossed.
 *
 * @param grids by the baseline's price
 */
record StepRule(LongFunction<Grid> grids) implements Rule {

  @Override
  public @Nullable Firing judge(Tape tape) {
    Grid grid = grids.apply(tape.price(tape.baseline()));
    long before = tape.price(tape.current() - 1);
    long price = tape.price(tape.current());
    boolean isUp = price > before;
    BigDecimal nearest = isUp ? grid.lowestAtOrAbove(before) : grid.highestAtOrBelow(before);
    BigDecimal farthest = isUp ? grid.highestBelow(price) : grid.lowestAbove(price);
    int order = isUp ? farthest.compareTo(nearest) : nearest.compareTo(farthest);
    boolean isCrossed = order > 0 || (order == 0 && !isNotified(farthest, tape));
    return isCrossed ? new Firing(tape.current(), isUp ? UP : DOWN, farthest, null, null) : null;
  }

  /** Whether a line is the one notified last; before the first, the baseline's own counts. */
  private static boolean isNotified(BigDecimal line, Tape tape) {
    Firing last = tape.lastFiring();
    BigDecimal notified =
        last == null ? Exact.price(tape.price(tape.baseline())) : requireNonNull(last.level());
    return line.compareTo(notified) == 0;
  }
}
