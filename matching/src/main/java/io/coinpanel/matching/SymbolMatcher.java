package io.coinpanel.matching;

import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Matches one symbol's trades against its active subscriptions. The feed passes every trade once
 * and in order; results go into the {@link Crossings} at hand. One writer owns it.
 */
public final class SymbolMatcher {

  /** No threshold: the subscription is not judged here. */
  public static final long NOT_HERE = Long.MIN_VALUE;

  private static final int FIRST_REVISION = 1;

  private final ThresholdIndex thresholds = new ThresholdIndex();
  private final Long2ObjectHashMap<FiringLimits> limits = new Long2ObjectHashMap<>();
  private final Long2LongHashMap expired = new Long2LongHashMap(NOT_HERE);
  private final List<Finished> finished = new ArrayList<>();
  private final ThresholdIndex.Visitor visitor = this::crossed;

  // Of the trade being matched: fields, so that a trade that crosses nothing allocates nothing.
  private final MatchedTrade trade = new MatchedTrade();
  private Crossings crossings = new Crossings();

  /** A subscription that ended at the trade being judged. */
  private record Finished(long threshold, long subscription, int revision, boolean isExpired) {}

  public long size() {
    return thresholds.size();
  }

  public void add(WatchedSubscription subscription) {
    thresholds.add(
        subscription.threshold(), subscription.id(), subscription.owner(), subscription.terms());
    if (subscription.isLimited()) {
      limits.put(subscription.id(), new FiringLimits(subscription));
    }
  }

  /** Whether it judges this subscription, and the subscription is more than a plain threshold. */
  public boolean isLimited(long subscription) {
    return limits.containsKey(subscription);
  }

  /** The revision that a subscription which is here is judged by. */
  public int revision(long subscription) {
    FiringLimits limit = limits.get(subscription);
    return limit == null ? FIRST_REVISION : limit.revision();
  }

  /**
   * The threshold by which it judges a subscription, or {@link #NOT_HERE}. The guess has to be
   * right for a plain one; else {@link #locate} finds it.
   */
  public long threshold(long subscription, long guess) {
    FiringLimits limit = limits.get(subscription);
    if (limit != null) {
      return limit.threshold();
    }
    return thresholds.contains(guess, subscription) ? guess : NOT_HERE;
  }

  /** Looks for subscriptions among all plain ones, and puts the threshold of each that is here. */
  public void locate(LongHashSet subscriptions, Long2LongHashMap into) {
    if (thresholds.size() > limits.size()) {
      thresholds.locate(subscriptions, (threshold, id, owner, terms) -> into.put(id, threshold));
    }
  }

  /** Stops judging a subscription; false if it was not judged. */
  public boolean remove(long threshold, long subscription) {
    limits.remove(subscription);
    return thresholds.remove(threshold, subscription);
  }

  /**
   * Continues to judge a subscription by a later revision. A cooldown that it did not have counts
   * from firings after this.
   *
   * @param threshold by which it is judged so far
   */
  public void replace(long threshold, WatchedSubscription later) {
    FiringLimits before = limits.get(later.id());
    remove(threshold, later.id());
    add(
        before != null && before.hasCooldown()
            ? later.withLastFired(before.lastFiredAt())
            : later.withoutLastFired());
  }

  /** The price that the next trade is judged against. */
  public void baseline(long price) {
    thresholds.baseline(price);
  }

  /** Matches a trade. Prices in units, times in epoch milliseconds. */
  public void trade(long id, long price, long time, Source seenIn, Crossings into) {
    trade.id = id;
    trade.price = price;
    trade.previousPrice = thresholds.price();
    trade.time = time;
    trade.source = seenIn;
    crossings = into;
    thresholds.move(price, visitor);
    if (!finished.isEmpty()) {
      removeFinished();
    }
  }

  private void crossed(long threshold, long subscription, long owner, byte terms) {
    int revision = FIRST_REVISION;
    if (ThresholdFlags.isLimited(terms)) {
      FiringLimits limit = limits.get(subscription);
      if (limit == null) {
        throw new IllegalStateException("subscription " + subscription + " lost its limits");
      }
      if (!isAllowed(threshold, subscription, limit)) {
        return;
      }
      revision = limit.revision();
    }
    crossings.add(subscription, revision, owner, trade);
    if (ThresholdFlags.isOnce(terms)) {
      finished.add(new Finished(threshold, subscription, revision, false));
    }
  }

  private boolean isAllowed(long threshold, long subscription, FiringLimits limit) {
    if (limit.isExpired(trade.time)) {
      finished.add(new Finished(threshold, subscription, limit.revision(), true));
      return false;
    }
    if (limit.isCoolingDown(trade.time)) {
      return false;
    }
    if (limit.hasCooldown()) {
      limit.fired(trade.time);
      crossings.recordLastFired(subscription, trade.time);
    }
    return true;
  }

  private void removeFinished() {
    for (Finished ended : finished) {
      long subscription = ended.subscription();
      if (ended.isExpired()) {
        long expiresAt = limits.get(subscription).expiresAt();
        recordExpiry(subscription, expiresAt);
        crossings.expire(subscription, expiresAt);
      } else {
        crossings.finish(subscription, ended.revision());
      }
      remove(ended.threshold(), subscription);
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
