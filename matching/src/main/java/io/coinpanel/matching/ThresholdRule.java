package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/** {@code above}, {@code below} or {@code cross}, with limits, with {@code rearm} or on bars. */
final class ThresholdRule extends LevelRule {

  private final ConditionKind kind;
  private final long threshold;
  private final boolean hasRearm;
  private final long rearm;
  private boolean isArmed;

  ThresholdRule(
      WatchedSubscription subscription,
      Condition.Threshold terms,
      RuleContext context,
      @Nullable BarSeries bars) {
    super(subscription, context, bars);
    kind = terms.kind();
    threshold = terms.threshold().units();
    hasRearm = terms.rearm() != null;
    rearm = terms.rearm() == null ? threshold : terms.rearm().units();
  }

  @Override
  void startAt(long price) {
    isArmed = !hasRearm || (kind == ConditionKind.ABOVE ? price <= threshold : price >= threshold);
  }

  @Override
  void settle(long price) {
    if (isArmed) {
      standAt(threshold, isResting() ? ThresholdFlags.NONE : ThresholdFlags.directions(kind));
    } else if (kind == ConditionKind.ABOVE) {
      standAt(rearm + 1, ThresholdFlags.FALLING);
    } else {
      standAt(rearm - 1, ThresholdFlags.RISING);
    }
  }

  @Override
  void noteFiring(MatcherStart firing) {
    isArmed = !hasRearm;
  }

  @Override
  void writeMemory(StateWriter out) {
    out.flag(isArmed);
  }

  @Override
  void readMemory(StateReader in) throws UnreadableStateException {
    isArmed = in.flag();
  }

  @Override
  public void crossed(long previous, long price) {
    if (!isArmed) {
      isArmed = kind == ConditionKind.ABOVE ? price <= rearm : price >= rearm;
      if (isArmed) {
        firings.changed(this);
      }
    } else if (kind.isCrossed(previous, threshold, price)) {
      Direction direction = price > threshold ? Direction.UP : Direction.DOWN;
      if (fire(direction, threshold)) {
        isArmed = !hasRearm;
      }
    }
  }
}
