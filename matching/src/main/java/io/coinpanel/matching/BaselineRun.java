package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/** The run of one rule, at whose baseline the price held already. */
final class BaselineRun extends HoldRun {

  private final HoldRule rule;
  private final HoldKey key;

  /** Its place among the runs of the level. */
  int at;

  BaselineRun(HoldRule rule, HoldKey key) {
    this.rule = rule;
    this.key = key;
  }

  HoldRule rule() {
    return rule;
  }

  @Override
  void prove() {
    rule.proveBaselineRun(direction(), direction() == null ? Crossings.NONE : key.lower());
  }

  /** Where a range was entered or left is not known. */
  private @Nullable Direction direction() {
    return switch (key.kind()) {
      case ABOVE -> Direction.UP;
      case BELOW -> Direction.DOWN;
      case ENTER, LEAVE, CROSS, RISE, FALL, MOVE, STEP -> null;
    };
  }
}
