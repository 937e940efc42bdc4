package io.coinpanel.matching;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Matches one symbol's trades against its active subscriptions. The feed passes every trade once
 * and in order; results go into the {@link Crossings} at hand. One writer owns it.
 *
 * <p>A plain subscription, a threshold without limits, is an entry in the {@link ThresholdIndex}
 * and no object; every other one is a {@link Rule}.
 */
public final class SymbolMatcher {

  /** No place: the subscription is not judged here. */
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
  private long plain;
  private Crossings crossings = new Crossings();

  /** A plain subscription that ended at the trade being judged. */
  private record Finished(long threshold, long subscription) {}

  public long size() {
    return plain + rules.size();
  }

  /** Judges a subscription on the trades after the last one. */
  public void add(WatchedSubscription subscription) {
    if (subscription.isPlain() && subscription.condition() instanceof Condition.Threshold terms) {
      byte flags = ThresholdFlags.of(terms.kind(), subscription.isOnce());
      thresholds.add(terms.threshold().units(), subscription.id(), subscription.owner(), flags);
      plain++;
    } else {
      rules.add(subscription);
    }
  }

  /** Whether it judges this subscription, and the subscription is not plain. */
  public boolean isRule(long subscription) {
    return rules.get(subscription) != null;
  }

  /** The revision that a subscription which is here is judged by. */
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
    return rule != null && rule.awaitsProof() && trade.time < rule.limits().expiresAt();
  }

  /** Stops judging a subscription; false if it was not judged. */
  public boolean remove(long place, long subscription) {
    if (place == RULE) {
      return rules.remove(subscription);
    }
    boolean removed = thresholds.remove(place, subscription);
    plain -= removed ? 1 : 0;
    return removed;
  }

  /**
   * Continues to judge a subscription by a later revision of the same condition. What this adds of
   * cooldown and {@code once_per_minute} counts from firings after it.
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
    crossings = into;
    boolean hasRules = !rules.isEmpty();
    if (hasRules) {
      rules.beforeTrade(time, seenIn, into, false);
    }
    trade.set(id, upTo, price, time, seenIn);
    thresholds.move(price, visitor);
    if (hasRules) {
      rules.afterTrade();
    }
    if (!finished.isEmpty()) {
      removeFinished();
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
