package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Direction;
import org.jspecify.annotations.Nullable;

/**
 * {@code rise}, {@code fall} or {@code move}. Until the price has been at {@code from} it has an
 * entry among levels, afterwards a place among the extremes of each direction.
 */
final class ChangeRule extends LevelRule {

  private static final long NO_FROM = Crossings.NONE;
  private static final long NO_WINDOW = 0;

  private final Changes changes;
  private final long window;
  private final long from;
  private final @Nullable Tracked rise;
  private final @Nullable Tracked fall;

  private boolean keepsWindows;
  private boolean hasBegun;
  private boolean isFromAbove;

  /** The id of the trade it fired on last, or where tracking has begun. */
  private long anchor;

  ChangeRule(WatchedSubscription subscription, Condition.Change terms, RuleContext context) {
    super(subscription, context, null);
    changes = context.changes();
    int ppm = terms.percent().ppm();
    rise = terms.kind() == ConditionKind.FALL ? null : new Tracked(this, ppm);
    fall = terms.kind() == ConditionKind.RISE ? null : new Tracked(this, ppm);
    window = terms.withinSeconds() == null ? NO_WINDOW : terms.withinSeconds() * 1000L;
    from = terms.from() == null ? NO_FROM : terms.from().units();
  }

  @Override
  void startAt(long price) {
    forget();
    keepWindows();
    hasBegun = from == NO_FROM || from == price;
    isFromAbove = from > price;
    if (hasBegun) {
      anchor = baseline();
      follow(price);
    }
  }

  @Override
  void settle(long price) {
    if (!hasBegun) {
      standAt(
          isFromAbove ? from - 1 : from + 1,
          isFromAbove ? ThresholdFlags.RISING : ThresholdFlags.FALLING);
      return;
    }
    standNowhere();
    settle(changes.lows(), rise);
    settle(changes.highs(), fall);
  }

  private void settle(Extremes extremes, @Nullable Tracked tracked) {
    if (tracked == null || tracked.isIn() != isResting()) {
      return;
    }
    if (isResting()) {
      extremes.remove(tracked);
    } else {
      extremes.enter(tracked, extreme(extremes, tracked));
    }
  }

  private long extreme(Extremes extremes, Tracked tracked) {
    Trail trail = tracked.trail;
    return trail == null ? extremes.inWindow(window, anchor) : extremes.followed(trail);
  }

  @Override
  void noteFiring(MatcherStart firing) {
    hasBegun = true;
    anchor = firing.tradeId();
    follow(firings.trade().price);
  }

  @Override
  void writeMemory(StateWriter out) {
    out.flag(hasBegun);
    out.flag(isFromAbove);
    out.number(anchor);
    write(changes.lows(), rise, out);
    write(changes.highs(), fall, out);
  }

  private static void write(Extremes extremes, @Nullable Tracked tracked, StateWriter out) {
    Trail trail = tracked == null ? null : tracked.trail;
    if (trail != null) {
      out.number(extremes.followed(trail));
    }
  }

  @Override
  void readMemory(StateReader in) throws UnreadableStateException {
    keepWindows();
    hasBegun = in.flag();
    isFromAbove = in.flag();
    anchor = in.number();
    if (hasBegun) {
      read(changes.lows(), rise, in);
      read(changes.highs(), fall, in);
    }
  }

  private void read(Extremes extremes, @Nullable Tracked tracked, StateReader in)
      throws UnreadableStateException {
    if (tracked != null && window == NO_WINDOW) {
      extremes.follow(tracked, in.number());
    }
  }

  /** The price has come to where tracking begins. */
  @Override
  public void crossed(long previous, long price) {
    hasBegun = true;
    anchor = firings.trade().id;
    follow(price);
    firings.changed(this);
  }

  /** The price may have come to where it fires; it has been taken out of the extremes. */
  void reached(Extremes extremes, Tracked tracked) {
    long extreme = extreme(extremes, tracked);
    if (!extremes.isReached(extreme, tracked.ppm)) {
      extremes.enter(tracked, extreme);
      return;
    }
    Direction direction = extremes.isRise() ? Direction.UP : Direction.DOWN;
    long level = extremes.level(extreme, tracked.ppm);
    int fraction = extremes.levelFraction(extreme, tracked.ppm);
    if (firings.fire(this, direction, level, fraction, extreme)) {
      anchor = firings.trade().id;
      follow(firings.trade().price);
    }
  }

  @Override
  void leave() {
    super.leave();
    forget();
  }

  private void forget() {
    forget(changes.lows(), rise);
    forget(changes.highs(), fall);
    keepsWindows = false;
  }

  private void forget(Extremes extremes, @Nullable Tracked tracked) {
    if (tracked != null) {
      extremes.remove(tracked);
      extremes.unfollow(tracked);
      if (keepsWindows) {
        extremes.removeWindow(window);
      }
    }
  }

  private void keepWindows() {
    if (window != NO_WINDOW) {
      keepWindow(changes.lows(), rise);
      keepWindow(changes.highs(), fall);
      keepsWindows = true;
    }
  }

  private void keepWindow(Extremes extremes, @Nullable Tracked tracked) {
    if (tracked != null) {
      extremes.addWindow(window);
    }
  }

  private void follow(long price) {
    follow(changes.lows(), rise, price);
    follow(changes.highs(), fall, price);
  }

  private void follow(Extremes extremes, @Nullable Tracked tracked, long price) {
    if (tracked != null && window == NO_WINDOW) {
      extremes.follow(tracked, price);
    }
  }
}
