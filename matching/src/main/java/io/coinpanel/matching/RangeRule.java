package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/** {@code enter} or {@code leave}, on trades or on bars. */
final class RangeRule extends LevelRule {

  private final boolean isEnter;
  private final long lower;
  private final long upper;

  RangeRule(
      WatchedSubscription subscription,
      Condition.Range terms,
      RuleContext context,
      @Nullable BarSeries bars) {
    super(subscription, context, bars);
    isEnter = terms.kind() == ConditionKind.ENTER;
    lower = terms.lower().units();
    upper = terms.upper().units();
  }

  @Override
  void startAt(long price) {}

  @Override
  void noteFiring(MatcherStart firing) {}

  @Override
  void writeMemory(StateWriter out) {}

  @Override
  void readMemory(StateReader in) {}

  @Override
  void settle(long price) {
    if (isResting()) {
      standNowhere();
    } else if (!isEnter) {
      stand(lower, ThresholdFlags.FALLING, upper, ThresholdFlags.RISING);
    } else if (upper == Long.MAX_VALUE) {
      standAt(lower - 1, ThresholdFlags.RISING); // nothing is above
    } else {
      stand(lower - 1, ThresholdFlags.RISING, upper + 1, ThresholdFlags.FALLING);
    }
  }

  @Override
  public void crossed(long previous, long price) {
    boolean wasInside = lower <= previous && previous <= upper;
    boolean isInside = lower <= price && price <= upper;
    if (wasInside == isInside || isInside != isEnter) {
      return;
    }
    boolean isUp = price > previous;
    fire(isUp ? Direction.UP : Direction.DOWN, isUp == isEnter ? lower : upper);
  }
}
