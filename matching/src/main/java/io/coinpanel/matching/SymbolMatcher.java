package io.coinpanel.matching;

import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Matches one symbol's trades against its active subscriptions. The feed passes every trade once
 * and in order; results go into the {@link Crossings} at hand. One writer owns it.
 */
public final class SymbolMatcher {

  private final ThresholdIndex thresholds = new ThresholdIndex();
  private final Long2ObjectHashMap<FiringLimits> limits = new Long2ObjectHashMap<>();
  private final List<Finished> finished = new ArrayList<>();
  private final ThresholdIndex.Visitor visitor = this::crossed;

  // Of the trade being matched: fields, so that a trade that crosses nothing allocates nothing.
  private final MatchedTrade trade = new MatchedTrade();
  private Crossings crossings = new Crossings();

  /** A subscription that ended at the trade being judged. */
  private record Finished(long threshold, long subscription) {}

  public long size() {
    return thresholds.size();
  }

  public void add(WatchedSubscription subscription) {
    thresholds.add(
        subscription.threshold(),
        subscription.id(),
        subscription.owner(),
        subscription.terms());
    if (subscription.isLimited()) {
      limits.put(
          subscription.id(),
          new FiringLimits(
              subscription.cooldownSeconds() * 1000L,
              subscription.expiresAt(),
              subscription.lastFiredAt()));
    }
  }

  /** Whether it judges this subscription, and the subscription has a cooldown or an expiry. */
  public boolean isLimited(long subscription) {
    return limits.containsKey(subscription);
  }

  /** Stops judging a subscription; false if it was not judged. */
  public boolean remove(long threshold, long subscription) {
    limits.remove(subscription);
    return thresholds.remove(threshold, subscription);
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
    if (ThresholdFlags.isLimited(terms) && !isAllowed(threshold, subscription)) {
      return;
    }
    crossings.add(subscription, owner, trade);
    if (ThresholdFlags.isOnce(terms)) {
      finished.add(new Finished(threshold, subscription));
    }
  }

  private boolean isAllowed(long threshold, long subscription) {
    FiringLimits limit = limits.get(subscription);
    if (limit == null) {
      throw new IllegalStateException("subscription " + subscription + " lost its limits");
    }
    if (limit.isExpired(trade.time)) {
      finished.add(new Finished(threshold, subscription));
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
      remove(ended.threshold(), ended.subscription());
      crossings.finish(ended.subscription());
    }
    finished.clear();
  }
}
