package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Confirmation;
import io.coinpanel.model.Source;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a symbol that are more than an entry in the threshold index. */
final class Rules {

  private final Long2ObjectHashMap<Rule> byId = new Long2ObjectHashMap<>();
  private final MatchedTrade trade;
  private final Long2LongHashMap expired;
  private final Firings firings;
  private final Levels levels;
  private final Deadlines<Rule> rests = new Deadlines<>();
  private final Deadlines<Rule> carriedRests = new Deadlines<>();
  private final Changes changes;
  private final Holds holds;
  private final Bars bars;
  private final RuleContext context;

  /**
   * @param thresholds where they have their levels
   * @param trade the last one, as long as nothing is said to match the next
   * @param expired receives when those that expired were to
   */
  Rules(ThresholdIndex thresholds, MatchedTrade trade, Long2LongHashMap expired) {
    this.trade = trade;
    this.expired = expired;
    firings = new Firings(trade);
    levels = new Levels(thresholds);
    changes = Changes.of(trade);
    holds = new Holds(levels, trade);
    bars = new Bars(trade, firings);
    context = new RuleContext(firings, levels, rests, carriedRests, changes, holds, bars);
  }

  int size() {
    return byId.size();
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  @Nullable Rule get(long subscription) {
    return byId.get(subscription);
  }

  // -- subscriptions

  void add(WatchedSubscription subscription) {
    Rule rule = put(subscription);
    if (levels.hasPrice()) {
      begin(rule, trade.upTo);
    }
  }

  private Rule put(WatchedSubscription subscription) {
    Rule rule = create(subscription);
    byId.put(subscription.id(), rule);
    return rule;
  }

  /** The last trade, which has this id, is the baseline of one. */
  void begin(Rule rule, long tradeId) {
    rule.begin(tradeId, trade.price);
  }

  private Rule create(WatchedSubscription subscription) {
    return switch (subscription.condition()) {
      case Condition.Threshold terms -> threshold(subscription, terms);
      case Condition.Range terms -> range(subscription, terms);
      case Condition.Change terms -> new ChangeRule(subscription, terms, context);
      case Condition.AmountStep terms -> new StepRule(subscription, terms, context);
      case Condition.PercentStep terms -> new StepRule(subscription, terms, context);
    };
  }

  private Rule threshold(WatchedSubscription subscription, Condition.Threshold terms) {
    long price = terms.threshold().units();
    return switch (terms.confirmation()) {
      case Confirmation.None _ -> new ThresholdRule(subscription, terms, context, null);
      case Confirmation.Close close ->
          new ThresholdRule(subscription, terms, context, bars.enter(close.bar()));
      case Confirmation.Hold hold ->
          hold(subscription, new HoldKey(terms.kind(), price, price, hold.seconds()));
    };
  }

  private Rule range(WatchedSubscription subscription, Condition.Range terms) {
    ConditionKind kind = terms.kind();
    long lower = terms.lower().units();
    long upper = terms.upper().units();
    return switch (terms.confirmation()) {
      case Confirmation.None _ -> new RangeRule(subscription, terms, context, null);
      case Confirmation.Close close ->
          new RangeRule(subscription, terms, context, bars.enter(close.bar()));
      case Confirmation.Hold hold ->
          hold(subscription, new HoldKey(kind, lower, upper, hold.seconds()));
    };
  }

  private Rule hold(WatchedSubscription subscription, HoldKey key) {
    return new HoldRule(subscription, key, context);
  }

  /** Continues to evaluate one, by later limits. */
  void update(Rule rule, WatchedSubscription later) {
    rule.limits().update(later);
    rule.rest();
  }

  /** False if it was not evaluated. */
  boolean remove(long subscription) {
    Rule rule = byId.remove(subscription);
    if (rule == null) {
      return false;
    }
    rule.leave();
    bars.prune();
    return true;
  }

  // -- over a restart

  byte[] state() {
    return MatcherState.write(trade, byId.values(), context);
  }

  /** Continues those that were there; the others are here and have not begun. */
  void restore(MatcherState state, List<WatchedSubscription> subscriptions)
      throws UnreadableStateException {
    restore(subscriptions);
    state.readShared(context);
    for (WatchedSubscription subscription : subscriptions) {
      Rule rule = byId.get(subscription.id());
      if (rule != null) {
        state.readRule(rule, subscription);
      }
    }
    changes.prune();
  }

  /** Takes some that have not begun. */
  void restore(List<WatchedSubscription> subscriptions) {
    subscriptions.forEach(this::put);
  }

  /** The last trade is the baseline of all that have not begun. */
  void beginOthers() {
    for (Rule rule : byId.values()) {
      if (!rule.hasBegun()) {
        begin(rule, trade.upTo);
      }
    }
  }

  // -- trades

  /** The time of the last trade. */
  long time() {
    return trade.time;
  }

  /** The last trade is the baseline of all. */
  void begin() {
    holds.endAll();
    bars.restart();
    changes.restart();
    for (Rule rule : byId.values()) {
      rule.begin(trade.id, trade.price);
    }
    settle();
  }

  /**
   * What is known before a trade is matched: what its time proves, and which rests have ended.
   *
   * @param replayed whether nothing fires, as all that did is known
   */
  void beforeTrade(long time, Source source, Crossings into, boolean replayed) {
    firings.into(into, replayed);
    if (source == Source.GAP) {
      holds.endAll();
      bars.skip(time);
      settle();
    }
    if (holds.isDue(time) || bars.isDue(time)) {
      prove(time, source);
    }
    while (rests.isDue(time)) {
      rests.removeFirst().settle();
    }
  }

  private void prove(long time, Source source) {
    trade.becomeLast(source);
    while (carriedRests.isDue(trade.time)) {
      carriedRests.removeFirst().settle();
    }
    holds.prove(time);
    bars.close(time);
    settle();
  }

  /** An entry of a rule was crossed. */
  void crossed(long number) {
    levels.crossed(number, trade.previousPrice);
  }

  /** The trade has moved the price, and all crossed entries were visited. */
  void afterTrade() {
    settle();
    changes.advance();
    settle();
    if (bars.isDue(trade.time)) {
      bars.refresh();
    }
  }

  private void settle() {
    List<Rule> changed = firings.changed();
    if (changed.isEmpty()) {
      return;
    }
    for (Rule rule : changed) {
      if (rule.ending() == Rule.Ending.NOT) {
        rule.rest();
      } else if (byId.containsKey(rule.id())) {
        end(rule);
      }
    }
    changed.clear();
  }

  private void end(Rule rule) {
    FiringLimits limits = rule.limits();
    Crossings crossings = firings.crossings();
    if (rule.ending() == Rule.Ending.EXPIRED) {
      expired.put(rule.id(), limits.expiresAt());
      crossings.expire(rule.id(), limits.expiresAt());
    } else {
      crossings.finish(rule.id(), limits.revision());
    }
    remove(rule.id());
  }
}
