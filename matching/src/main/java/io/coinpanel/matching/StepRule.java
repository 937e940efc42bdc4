package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/**
 * {@code step}: has entries at the nearest line on each side that it would fire at. The line
 * notified last is passed without firing.
 */
final class StepRule extends LevelRule {

  private final Condition terms;

  /** The price of its baseline. */
  private long origin = 1;

  private Grid grid;

  /** Null if none was and the baseline stands on none. */
  private @Nullable Line notified;

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
          throw new IllegalArgumentException("invalid step: " + terms);
    };
  }

  @Override
  void startAt(long price) {
    origin = price;
    grid = grid();
    firedAt = Crossings.NONE;
    Line line = grid.highestAtOrBelow(price);
    notified = line.isAt(price) ? line : null;
  }

  @Override
  void noteFiring(MatcherStart firing) {
    notified = new Line(firing.level(), firing.levelFraction());
  }

  @Override
  void writeMemory(StateWriter out) {
    out.number(origin);
    out.flag(notified != null);
    if (notified != null) {
      out.number(notified.units());
      out.number(notified.fraction());
    }
  }

  @Override
  void readMemory(StateReader in) throws UnreadableStateException {
    origin = in.number();
    grid = grid();
    notified = in.flag() ? new Line(in.number(), in.small()) : null;
  }

  @Override
  void settle(long price) {
    if (isResting()) {
      standNowhere();
      return;
    }
    Line below = grid.highestAtOrBelow(price);
    Line above = below.isAt(price) ? below : grid.above(below);
    stand(
        below.equals(notified) ? grid.below(below) : below,
        above.equals(notified) ? grid.above(above) : above);
  }

  /** A line between two units is crossed on the way up where one leaves the unit below it. */
  private void stand(Line below, Line above) {
    long lowest = below.isWhole() ? below.units() : below.units() + 1;
    byte lowestDirections = below.isWhole() ? ThresholdFlags.BOTH : ThresholdFlags.FALLING;
    byte highestDirections = above.isWhole() ? ThresholdFlags.BOTH : ThresholdFlags.RISING;
    if (below.isBelowAll()) {
      lowestDirections = ThresholdFlags.NONE;
    }
    stand(lowest, lowestDirections, above.units(), highestDirections);
  }

  @Override
  public void crossed(long previous, long price) {
    if (firedAt == firings.trade().id) {
      return;
    }
    boolean isUp = price > previous;
    Line nearest = isUp ? grid.lowestAtOrAbove(previous) : grid.highestAtOrBelow(previous);
    Line farthest = isUp ? grid.highestBelow(price) : grid.lowestAbove(price);
    int order = isUp ? farthest.compareTo(nearest) : nearest.compareTo(farthest);
    if (order < 0 || (order == 0 && farthest.equals(notified))) {
      return;
    }
    Direction direction = isUp ? Direction.UP : Direction.DOWN;
    if (firings.fire(this, direction, farthest.units(), farthest.fraction(), Crossings.NONE)) {
      notified = farthest;
      firedAt = firings.trade().id;
    }
  }
}
