package io.coinpanel.ingestion.watch;

import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The active subscriptions of one symbol, judged on its trades. The feed hands it every trade once
 * and in order; what fires goes into the {@link Crossings} at hand. One writer owns it.
 */
public final class SymbolWatch {

  private final ThresholdIndex thresholds = new ThresholdIndex();
  private final Long2ObjectHashMap<Limits> limits = new Long2ObjectHashMap<>();
  private final List<Over> over = new ArrayList<>();
  private final ThresholdIndex.Visitor visitor = this::crossed;

  // The trade being judged: fields, so that a trade that crosses nothing allocates nothing.
  private Crossings crossings = new Crossings();
  private long previousPrice;
  private long tradeId;
  private long tradePrice;
  private long tradeTime;
  private Source source = Source.LIVE;

  /** A subscription that ended at the trade being judged. */
  private record Over(long threshold, long subscription) {}

  public long size() {
    return thresholds.size();
  }

  public void add(WatchedSubscription subscription) {
    thresholds.add(
        subscription.threshold(),
        subscription.id(),
        subscription.connection(),
        subscription.terms());
    if (subscription.isLimited()) {
      limits.put(
          subscription.id(),
          new Limits(
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

  /** Judges a trade. Prices are units, times epoch milliseconds. */
  public void trade(long id, long price, long time, Source seenIn, Crossings into) {
    tradeId = id;
    tradePrice = price;
    tradeTime = time;
    source = seenIn;
    crossings = into;
    previousPrice = thresholds.price();
    thresholds.move(price, visitor);
    if (!over.isEmpty()) {
      end();
    }
  }

  private void crossed(long threshold, long subscription, long connection, byte terms) {
    if (Terms.isLimited(terms) && !admits(threshold, subscription)) {
      return;
    }
    crossings.add(subscription, connection, tradeId, tradePrice, previousPrice, tradeTime, source);
    if (Terms.isOnce(terms)) {
      over.add(new Over(threshold, subscription));
    }
  }

  private boolean admits(long threshold, long subscription) {
    Limits limit = limits.get(subscription);
    if (limit == null) {
      throw new IllegalStateException("subscription " + subscription + " lost its limits");
    }
    if (limit.isExpired(tradeTime)) {
      over.add(new Over(threshold, subscription));
      return false;
    }
    if (limit.isCoolingDown(tradeTime)) {
      return false;
    }
    if (limit.hasCooldown()) {
      limit.fired(tradeTime);
      crossings.stamp(subscription, tradeTime);
    }
    return true;
  }

  private void end() {
    for (Over ended : over) {
      remove(ended.threshold(), ended.subscription());
      crossings.finish(ended.subscription());
    }
    over.clear();
  }
}
