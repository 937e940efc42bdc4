package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Matches one symbol's trades against its active subscriptions. The feed passes every trade once
 * and in order; results go into the {@link Crossings} at hand. One writer owns it.
 *
 * <p>A plain subscription, a threshold without limits, is an entry in the {@link ThresholdIndex}
 * and no object; every other one is a {@link Rule}.
 */
public final class SymbolMatcher {

  /** No place: the subscription is not evaluated here. */
  public static final long NOT_HERE = Long.MIN_VALUE;

  /** The place of one that is not plain; the place of a plain one is its threshold. */
  public static final long RULE = Long.MIN_VALUE + 1;

  private static final int FIRST_REVISION = 1;

  private final ThresholdIndex thresholds = new ThresholdIndex();
  private final Long2LongHashMap expired = new Long2LongHashMap(NOT_HERE);
  private final MatchedTrade trade = new MatchedTrade();
  private final Rules rules = new Rules(thresholds, trade, expired);
  private final List<Finished> finished = new ArrayList<>();
  private final ThresholdIndex.Visitor visitor = this::crossed;
  private final ThresholdIndex.Visitor replayVisitor = this::crossedInReplay;
  private @Nullable Replay replay;
  private long plain;
  private Crossings crossings = new Crossings();

  /** A plain subscription that ended at the trade being evaluated. */
  private record Finished(long threshold, long subscription) {}

  public long size() {
    return plain + rules.size();
  }

  /** Evaluates a subscription on the trades after the last one. */
  public void add(WatchedSubscription subscription) {
    if (subscription.isPlain() && subscription.condition() instanceof Condition.Threshold terms) {
      byte flags = ThresholdFlags.of(terms.kind(), subscription.isOnce());
      thresholds.add(terms.threshold().units(), subscription.id(), subscription.owner(), flags);
      plain++;
    } else {
      rules.add(subscription);
    }
  }

  /**
   * Whether it evaluates any that are not plain, so that there is more to remember than a price.
   */
  public boolean hasRules() {
    return !rules.isEmpty();
  }

  /** Whether it evaluates this subscription, and the subscription is not plain. */
  public boolean isRule(long subscription) {
    return rules.get(subscription) != null;
  }

  /** The revision that a subscription which is here is evaluated by. */
  public int revision(long subscription) {
    Rule rule = rules.get(subscription);
    return rule == null ? FIRST_REVISION : rule.limits().revision();
  }

  /**
   * Where it has a subscription, or {@link #NOT_HERE}. The guess has to be right for a plain one;
   * else {@link #locate} finds it.
   */
  public long place(long subscription, long guess) {
    if (isRule(subscription)) {
      return RULE;
    }
    return thresholds.contains(guess, subscription) ? guess : NOT_HERE;
  }

  /** Looks for subscriptions among all plain ones, and puts the place of each that is here. */
  public void locate(LongHashSet subscriptions, Long2LongHashMap into) {
    if (plain > 0) {
      thresholds.locate(subscriptions, (threshold, id, owner, terms) -> into.put(id, threshold));
    }
  }

  /**
   * Whether a subscription that expires may still fire on a trade before that, once a later one
   * proves it.
   */
  public boolean awaitsProof(long subscription) {
    Rule rule = rules.get(subscription);
    return rule != null
        && rule.hasBegun()
        && rule.awaitsProof()
        && trade.time < rule.limits().expiresAt();
  }

  /** Stops evaluating a subscription; false if it was not evaluated. */
  public boolean remove(long place, long subscription) {
    if (place == RULE) {
      return rules.remove(subscription);
    }
    boolean removed = thresholds.remove(place, subscription);
    plain -= removed ? 1 : 0;
    return removed;
  }

  /**
   * Continues to evaluate a subscription by a later revision of the same condition. What this adds
   * of cooldown and {@code once_per_minute} counts from firings after it.
   *
   * @param place where it is so far
   */
  public void replace(long place, WatchedSubscription later) {
    Rule rule = rules.get(later.id());
    if (rule != null) {
      rules.update(rule, later);
    } else {
      remove(place, later.id());
      add(later.withoutLastFired());
    }
  }

  /**
   * A trade fires nothing, and is the baseline of all subscriptions that are here. Prices in units,
   * times in epoch milliseconds.
   */
  public void baseline(long id, long price, long time) {
    begin(id, id, price, time);
  }

  private void begin(long id, long upTo, long price, long time) {
    replay = null;
    trade.begin(id, upTo, price, time);
    thresholds.baseline(price);
    rules.begin();
  }

  /**
   * Matches trades of one price and time. The first one ever is a baseline.
   *
   * @param id of the first one, which is the one that moves the price
   * @param upTo the id of the last one
   * @param price in units
   * @param time in epoch milliseconds; never before that of the last trade
   * @param seenIn of the first one: {@link Source#GAP} if trades before it are missing for good
   */
  public void trade(long id, long upTo, long price, long time, Source seenIn, Crossings into) {
    if (!thresholds.hasPrice()) {
      begin(id, upTo, price, time);
      return;
    }
    if (crossings != into) {
      crossings = into;
    }
    Replay repeated = replay;
    if (repeated == null) {
      judge(id, upTo, price, time, seenIn, false);
    } else {
      repeat(repeated, id, upTo, price, time, seenIn);
    }
  }

  private void judge(long id, long upTo, long price, long time, Source seenIn, boolean isReplayed) {
    boolean hasRules = !rules.isEmpty();
    if (hasRules) {
      rules.beforeTrade(time, seenIn, crossings, isReplayed);
    }
    trade.set(id, upTo, price, time, seenIn);
    thresholds.move(price, isReplayed ? replayVisitor : visitor);
    if (hasRules) {
      rules.afterTrade();
    }
    if (!finished.isEmpty()) {
      removeFinished();
    }
  }

  /** Of an aggregate, a part may have been evaluated before. */
  private void repeat(Replay repeated, long id, long upTo, long price, long time, Source seenIn) {
    long last = Math.min(upTo, repeated.upTo());
    if (id <= last) {
      judge(id, last, price, time, seenIn, true);
      repeated.reached(last);
    }
    if (upTo >= repeated.upTo()) {
      end(repeated);
    }
    if (id > last) {
      judge(id, upTo, price, time, seenIn, false);
    } else if (upTo > last) {
      Source later = seenIn == Source.GAP ? Source.BACKFILL : seenIn;
      judge(last + 1, upTo, price, time, later, false);
    }
  }

  private void end(Replay repeated) {
    replay = null;
    repeated.reached(repeated.upTo());
    rules.beginOthers();
  }

  private void crossedInReplay(long threshold, long subscription, long owner, byte terms) {
    if (Levels.isListener(subscription)) {
      rules.crossed(subscription);
    }
  }

  private void crossed(long threshold, long subscription, long owner, byte terms) {
    if (Levels.isListener(subscription)) {
      rules.crossed(subscription);
      return;
    }
    crossings.addPlain(subscription, owner, trade, threshold);
    if (ThresholdFlags.isOnce(terms)) {
      finished.add(new Finished(threshold, subscription));
    }
  }

  private void removeFinished() {
    for (Finished ended : finished) {
      crossings.finish(ended.subscription(), FIRST_REVISION);
      remove(ended.threshold(), ended.subscription());
    }
    finished.clear();
  }

  // -- over a restart

  /** All that it remembers after the last trade, or null if that is only the trade's price. */
  public byte @Nullable [] state() {
    return rules.isEmpty() || !thresholds.hasPrice() ? null : rules.state();
  }

  /**
   * Continues after the trade of a state, in a matcher that has no subscriptions yet. The trades
   * after it are to follow. Up to the last one that was evaluated nothing fires on them, as what
   * did is stored. Of those that cannot be had only that last one is passed, as after a gap.
   *
   * @param judgedUpTo the id of the last trade that was evaluated
   * @param subscriptions all that are active. A rule that is not in the state under its baseline
   *     begins where it first starts, or else after the last trade that was evaluated
   * @param starts of subscriptions from the state's trade on, each under its present baseline. A
   *     firing counts for a rest if {@link WatchedSubscription#lastFiredAt} has it
   * @throws UnreadableStateException after which this matcher is of no use
   */
  public void restore(
      byte[] state,
      long judgedUpTo,
      List<WatchedSubscription> subscriptions,
      List<MatcherStart> starts)
      throws UnreadableStateException {
    MatcherState stored = MatcherState.read(state, trade);
    thresholds.baseline(trade.price);
    rules.restore(stored, addPlain(subscriptions));
    replay(judgedUpTo, subscriptions, starts);
  }

  /** Adds the plain ones and returns the others. */
  private List<WatchedSubscription> addPlain(List<WatchedSubscription> subscriptions) {
    List<WatchedSubscription> others = new ArrayList<>();
    for (WatchedSubscription one : subscriptions) {
      if (one.isPlain()) {
        add(one);
      } else {
        others.add(one);
      }
    }
    return others;
  }

  private void replay(
      long judgedUpTo, List<WatchedSubscription> subscriptions, List<MatcherStart> starts) {
    long last = trade.upTo;
    List<MatcherStart> later = new ArrayList<>(starts);
    later.removeIf(one -> one.hasFired() && one.tradeId() < last); // the state has those
    Replay repeated = new Replay(judgedUpTo, rules, later, lastFired(subscriptions));
    replay = repeated;
    repeated.reached(last);
    if (judgedUpTo <= last) {
      end(repeated);
    }
  }

  private static Long2LongHashMap lastFired(List<WatchedSubscription> subscriptions) {
    Long2LongHashMap times = new Long2LongHashMap(NOT_HERE);
    for (WatchedSubscription one : subscriptions) {
      if (one.lastFiredAt() != WatchedSubscription.NEVER) {
        times.put(one.id(), one.lastFiredAt());
      }
    }
    return times;
  }

  // -- expiries whose end may not be stored yet

  /** A subscription is over by its terms, in epoch milliseconds. */
  public void recordExpiry(long subscription, long expiresAt) {
    expired.put(subscription, expiresAt);
  }

  /** When a subscription was to expire and is over for that reason, or {@link #NOT_HERE}. */
  public long expiry(long subscription) {
    return expired.get(subscription);
  }

  /** The end of a subscription is stored, or it has not ended after all. */
  public void forgetExpiry(long subscription) {
    expired.remove(subscription);
  }
}
