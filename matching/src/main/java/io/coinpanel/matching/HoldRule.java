package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/** {@code hold_seconds}: waits at a {@link HoldLevel} unless it has a run of its own or rests. */
final class HoldRule extends Rule {

  static final int NOT_WAITING = -1;

  private final Holds holds;
  private final HoldLevel level;
  private @Nullable BaselineRun baselineRun;

  /** Its place among those that wait at the level. */
  int at = NOT_WAITING;

  HoldRule(WatchedSubscription subscription, HoldKey key, RuleContext context) {
    super(subscription, context.firings(), context.carriedRests());
    holds = context.holds();
    level = holds.enter(key);
  }

  @Override
  void startFrom(long price) {
    forgetBaselineRun();
    baselineRun = level.beginAtBaseline(this);
  }

  @Override
  void settle() {
    boolean waits = baselineRun == null && !isResting();
    if (waits && at == NOT_WAITING) {
      level.await(this);
    } else if (!waits && at != NOT_WAITING) {
      level.awaitNoMore(this);
    }
  }

  @Override
  boolean awaitsProof() {
    return baselineRun != null || level.isSet();
  }

  void fire(@Nullable Direction direction, long price) {
    firings.fire(this, direction, price, 0, Crossings.NONE);
  }

  void proveBaselineRun(@Nullable Direction direction, long price) {
    forgetBaselineRun();
    fire(direction, price);
  }

  @Override
  void noteFiring(MatcherStart firing) {}

  @Override
  void writeOwn(StateWriter out) {
    out.flag(baselineRun != null);
    if (baselineRun != null) {
      out.number(baselineRun.due);
    }
  }

  @Override
  void readOwn(StateReader in) throws UnreadableStateException {
    baselineRun = in.flag() ? level.continueFromBaseline(this, in.number()) : null;
  }

  /** The run that began at its baseline is over without proof. */
  void runEnded() {
    baselineRun = null;
    firings.changed(this);
  }

  private void forgetBaselineRun() {
    if (baselineRun != null) {
      level.forget(baselineRun);
      baselineRun = null;
    }
  }

  @Override
  void leave() {
    super.leave();
    forgetBaselineRun();
    if (at != NOT_WAITING) {
      level.awaitNoMore(this);
    }
    holds.leave(level);
  }
}
