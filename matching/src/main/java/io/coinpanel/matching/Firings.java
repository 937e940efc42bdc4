package io.coinpanel.matching;

import io.coinpanel.model.Direction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rules take what they find: it becomes a notification if their limits allow it. Also
 * remembers which rules have changed, as their entries must stay until all are visited.
 */
final class Firings {

  private final MatchedTrade trade;
  private final List<Rule> changed = new ArrayList<>();
  private Crossings crossings = new Crossings();
  private boolean isReplay;
  private long barEnd = Crossings.NONE;

  Firings(MatchedTrade trade) {
    this.trade = trade;
  }

  /** The trade that a notification carries. */
  MatchedTrade trade() {
    return trade;
  }

  /**
   * What is found from now on goes there.
   *
   * @param replayed whether nothing fires, as all that did is known
   */
  void into(Crossings target, boolean replayed) {
    if (crossings != target) { // a reference is dear to store, and this is done for each trade
      crossings = target;
    }
    isReplay = replayed;
  }

  Crossings crossings() {
    return crossings;
  }

  /** What is found from now on is found on a bar that ended then, or on trades. */
  void ofBar(long end) {
    barEnd = end;
  }

  /**
   * Notifies of what a rule has found; false if it is dropped.
   *
   * @param level units, or {@link Crossings#NONE}
   * @param fraction of a unit, in millionths
   * @param reference units, or {@link Crossings#NONE}
   */
  boolean fire(Rule rule, @Nullable Direction direction, long level, int fraction, long reference) {
    changed.add(rule);
    FiringLimits limits = rule.limits();
    if (isReplay || trade.time < limits.restEnd()) {
      return false;
    }
    if (limits.isExpired(trade.time)) {
      rule.end(Rule.Ending.EXPIRED);
      return false;
    }
    int row = crossings.addRule(rule.id(), limits.revision(), rule.owner(), trade, barEnd);
    crossings.detail(row, direction, level, fraction, reference);
    if (trade.id == rule.baseline()) {
      crossings.withoutPrevious(row);
    }
    limits.fired(trade.time);
    if (limits.rests()) {
      crossings.recordLastFired(rule.id(), trade.time);
    }
    if (limits.isOnce()) {
      rule.end(Rule.Ending.FIRED);
    }
    return true;
  }

  /** A rule has changed, so that its entries have to. */
  void changed(Rule rule) {
    changed.add(rule);
  }

  /** The rules that have changed; whoever asks settles them and clears the list. */
  List<Rule> changed() {
    return changed;
  }
}
