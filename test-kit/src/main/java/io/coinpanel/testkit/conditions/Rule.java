package io.coinpanel.testkit.conditions;

import io.coinpanel.testkit.conditions.Condition.AmountStep;
import io.coinpanel.testkit.conditions.Condition.Change;
import io.coinpanel.testkit.conditions.Condition.PercentStep;
import io.coinpanel.testkit.conditions.Condition.Range;
import io.coinpanel.testkit.conditions.Condition.Threshold;
import org.jspecify.annotations.Nullable;

/** When a condition fires, were it not for cooldown, repeat and expiry. It has no state. */
interface Rule {

  /** What the tape's current trade fires or proves. */
  @Nullable Firing judge(Tape tape);

  static Rule of(Condition condition) {
    return switch (condition) {
      case Threshold threshold -> of(threshold);
      case Range range -> of(range);
      case Change change -> new ChangeRule(change);
      case AmountStep step -> new StepRule(Grid.of(step));
      case PercentStep step -> new StepRule(Grid.of(step));
    };
  }

  private static Rule of(Threshold terms) {
    Level level =
        switch (terms.side()) {
          case ABOVE -> Level.above(terms.threshold());
          case BELOW -> Level.below(terms.threshold());
          case CROSS -> Level.cross(terms.threshold());
        };
    if (terms.holdSeconds() != null) {
      return HoldRule.of(terms, level, terms.holdSeconds());
    }
    return new CrossingRule(level, Rearm.of(terms), terms.bar());
  }

  private static Rule of(Range terms) {
    Level level =
        switch (terms.border()) {
          case ENTER -> Level.enter(terms.lower(), terms.upper());
          case LEAVE -> Level.leave(terms.lower(), terms.upper());
        };
    if (terms.holdSeconds() != null) {
      return HoldRule.of(terms, level, terms.holdSeconds());
    }
    return new CrossingRule(level, null, terms.bar());
  }
}
