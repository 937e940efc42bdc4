package io.coinpanel.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * Trades after a restored state that were evaluated before the restart: nothing fires on them, as
 * all that did is stored. What happened to subscriptions meanwhile happens to them again.
 */
final class Replay {

  private static final Comparator<MatcherStart> IN_ORDER =
      Comparator.comparingLong(MatcherStart::tradeId).thenComparing(MatcherStart::hasFired);

  private final long upTo;
  private final Rules rules;
  private final Deque<MatcherStart> starts;
  private final Long2LongHashMap lastFired;

  /**
   * @param upTo the id of the last of these trades
   * @param lastFired trade times of the last firings that count for a rest, by subscription
   */
  Replay(long upTo, Rules rules, List<MatcherStart> starts, Long2LongHashMap lastFired) {
    this.upTo = upTo;
    this.rules = rules;
    List<MatcherStart> inOrder = new ArrayList<>(starts);
    inOrder.sort(IN_ORDER);
    this.starts = new ArrayDeque<>(inOrder);
    this.lastFired = lastFired;
  }

  long upTo() {
    return upTo;
  }

  /** The last trade has this id. */
  void reached(long id) {
    while (!starts.isEmpty() && starts.getFirst().tradeId() <= id) {
      repeat(starts.removeFirst());
    }
  }

  private void repeat(MatcherStart start) {
    Rule rule = rules.get(start.subscription());
    if (rule == null) {
      return;
    }
    if (!rule.hasBegun()) {
      rules.begin(rule, start.tradeId());
    }
    if (start.hasFired()) {
      long counted = lastFired.get(start.subscription());
      rule.hasFired(start, counted != lastFired.missingValue() && counted >= rules.time());
    }
  }
}
