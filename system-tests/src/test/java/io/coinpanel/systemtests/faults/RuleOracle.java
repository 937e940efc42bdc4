package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.conditions.Fired;
import io.coinpanel.testkit.conditions.Oracle;
import io.coinpanel.testkit.market.Trade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What subscriptions of every condition should have fired. It judges when a sequence is over: only
 * then is it known after which trade each of them became active.
 */
final class RuleOracle {

  private final Map<String, RuleTimeline> timelines = new HashMap<>();
  private final Map<Long, RuleTerms> subscriptions = new HashMap<>();
  private final Map<Long, Long> baselines = new HashMap<>();
  private final Set<Long> left = new HashSet<>();

  /** Judges trades of these symbols. */
  RuleOracle(List<String> symbols) {
    symbols.forEach(symbol -> timelines.put(symbol, new RuleTimeline()));
  }

  void traded(Trade trade) {
    RuleTimeline timeline = timelines.get(trade.symbol());
    if (timeline != null) {
      timeline.traded(trade);
    }
  }

  /** A trade that was neither on a stream nor in a history that could be asked in time. */
  void lost(String symbol) {
    RuleTimeline timeline = timelines.get(symbol);
    if (timeline != null) {
      timeline.lost();
    }
  }

  /**
   * A subscription has become active.
   *
   * @param baseline the id of its trade; empty for the last one so far
   */
  void active(long id, RuleTerms terms, OptionalLong baseline) {
    subscriptions.put(id, terms);
    RuleTimeline timeline = timeline(terms);
    baselines.put(id, baseline.orElse(timeline.last()));
    timeline.active(id, terms.terms(), baseline.orElse(timeline.last()));
  }

  /** A subscription was ended: what fires from here on is not for it. */
  void left(long id) {
    left.add(id);
  }

  boolean hasLeft(long id) {
    return left.contains(id);
  }

  boolean knows(long id) {
    return subscriptions.containsKey(id);
  }

  /** Those that were not ended by their clients. */
  List<Long> remaining() {
    return subscriptions.keySet().stream().filter(id -> !left.contains(id)).toList();
  }

  /** What the trades since the last time should have fired. */
  List<Fired> judge() {
    List<Fired> fired = new ArrayList<>();
    timelines.values().forEach(timeline -> fired.addAll(timeline.judge()));
    return fired;
  }

  /** Why a subscription is finished, if it is. */
  Oracle.@Nullable Reason finished(long id) {
    return oracle(id).finished(id);
  }

  private Oracle oracle(long id) {
    return timeline(Objects.requireNonNull(subscriptions.get(id))).oracle();
  }

  private RuleTimeline timeline(RuleTerms terms) {
    return Objects.requireNonNull(timelines.get(terms.symbol()));
  }

  /** Forgets those that were ended: nothing is to come of them. */
  void settled() {
    left.forEach(id -> oracle(id).unsubscribe(id));
  }

  String describe(long id) {
    return subscriptions.get(id)
        + ", judged after trade "
        + baselines.get(id)
        + (left.contains(id) ? ", left" : "");
  }
}
