package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Direction;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code step}: has entries at the nearest line on each side that it would fire at. The line
 * notified last is passed without firing.
 */
final class StepRule extends LevelRule {

  private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

  private final Condition terms;

  /** The price of its baseline. */
  private long origin = 1;

  private Grid grid;

  /** Null if none was and the baseline stands on none. */
  private @Nullable BigInteger notified;

  /** The trade it fired on last: one may cross both of its entries. */
  private long firedAt = Crossings.NONE;

  StepRule(WatchedSubscription subscription, Condition terms, RuleContext context) {
    super(subscription, context, null);
    this.terms = terms;
    grid = grid();
  }

  private Grid grid() {
    return switch (terms) {
      case Condition.AmountStep step -> Grid.ofAmount(step.amount().units());
      case Condition.PercentStep step -> Grid.ofPercent(step.percent(), origin);
      case Condition.Threshold _, Condition.Range _, Condition.Change _ ->
          throw new IllegalArgumentException("no step: " + terms);
    };
  }

  @Override
  void startAt(long price) {
    origin = price;
    grid = grid();
    firedAt = Crossings.NONE;
    BigInteger line = grid.highestAtOrBelow(price);
    notified = line.equals(Grid.line(price)) ? line : null;
  }

  @Override
  void noteFiring(MatcherStart firing) {
    notified = Grid.line(firing.level(), firing.levelFraction());
  }

  @Override
  void writeMemory(StateWriter out) {
    out.number(origin);
    out.flag(notified != null);
    if (notified != null) {
      out.number(Grid.units(notified).longValueExact());
      out.number(Grid.fraction(notified));
    }
  }

  @Override
  void readMemory(StateReader in) throws UnreadableStateException {
    origin = in.number();
    grid = grid();
    notified = in.flag() ? Grid.line(in.number(), in.small()) : null;
  }

  @Override
  void settle(long price) {
    if (isResting()) {
      standNowhere();
      return;
    }
    BigInteger above = grid.lowestAtOrAbove(price);
    BigInteger below = grid.highestAtOrBelow(price);
    stand(
        below.equals(notified) ? grid.below(below) : below,
        above.equals(notified) ? grid.above(above) : above);
  }

  /** A line between two units is crossed on the way up where one leaves the unit below it. */
  private void stand(BigInteger below, BigInteger above) {
    BigInteger lowest = Grid.units(below);
    BigInteger highest = Grid.units(above);
    byte lowestDirections = ThresholdFlags.BOTH;
    byte highestDirections = ThresholdFlags.BOTH;
    if (!Grid.isWhole(below)) {
      lowest = lowest.add(BigInteger.ONE);
      lowestDirections = ThresholdFlags.FALLING;
    }
    if (!Grid.isWhole(above)) {
      highestDirections = ThresholdFlags.RISING;
    }
    if (lowest.signum() <= 0) {
      lowest = BigInteger.ZERO;
      lowestDirections = ThresholdFlags.NONE;
    }
    if (highest.compareTo(HIGHEST) > 0) {
      highest = HIGHEST;
      highestDirections = ThresholdFlags.NONE;
    }
    stand(lowest.longValueExact(), lowestDirections, highest.longValueExact(), highestDirections);
  }

  @Override
  public void crossed(long previous, long price) {
    if (firedAt == firings.trade().id) {
      return;
    }
    boolean isUp = price > previous;
    BigInteger nearest = isUp ? grid.lowestAtOrAbove(previous) : grid.highestAtOrBelow(previous);
    BigInteger farthest = isUp ? grid.highestBelow(price) : grid.lowestAbove(price);
    int order = isUp ? farthest.compareTo(nearest) : nearest.compareTo(farthest);
    if (order < 0 || (order == 0 && farthest.equals(notified))) {
      return;
    }
    long units = Grid.units(farthest).longValueExact();
    Direction direction = isUp ? Direction.UP : Direction.DOWN;
    if (firings.fire(this, direction, units, Grid.fraction(farthest), Crossings.NONE)) {
      notified = farthest;
      firedAt = firings.trade().id;
    }
  }
}
