package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The subscriptions whose events one socket receives. */
public final class TrackedSubscriptions {

  /** So few are counted each time, and take no memory in between. */
  private static final int FEW = 10;

  private final Map<Long, TrackedSubscription> byId = new HashMap<>(2);

  private @Nullable ConditionCounts counts;

  /** None expires earlier. */
  private long nextExpiry = TrackedSubscription.NEVER;

  synchronized void add(TrackedSubscription subscription) {
    TrackedSubscription before = byId.put(subscription.id(), subscription);
    if (counts != null) {
      counts.replace(before, subscription);
    }
    nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
  }

  synchronized void remove(long id) {
    TrackedSubscription before = byId.remove(id);
    if (counts != null) {
      counts.replace(before, null);
    }
  }

  synchronized void clear() {
    byId.clear();
    counts = null;
  }

  synchronized @Nullable TrackedSubscription find(long id) {
    return byId.get(id);
  }

  /** Whether the client knows that it is paused: nothing of it is sent. */
  synchronized boolean isPaused(long id) {
    TrackedSubscription subscription = byId.get(id);
    return subscription != null && subscription.phase() == TrackedSubscription.Phase.PAUSED;
  }

  public synchronized boolean contains(long id) {
    return byId.containsKey(id);
  }

  public synchronized int count() {
    return byId.size();
  }

  /** It has fired: if only once, it may be finished now. */
  synchronized void fired(TrackedSubscription subscription) {
    if (subscription.once() && byId.replace(subscription.id(), subscription.fired()) != null) {
      nextExpiry = Long.MIN_VALUE;
    }
  }

  /** Those that fired once or expired. */
  public synchronized List<Long> possiblyFinished(long now) {
    List<Long> ids = new ArrayList<>(0);
    if (nextExpiry <= now) {
      nextExpiry = TrackedSubscription.NEVER;
      for (TrackedSubscription subscription : byId.values()) {
        nextExpiry = Math.min(nextExpiry, subscription.expiresAt());
        if (subscription.expiresAt() <= now) {
          ids.add(subscription.id());
        }
      }
    }
    return ids;
  }

  public synchronized List<Long> haltedOrResumed(Predicate<String> isTrading) {
    return byId.values().stream()
        .filter(
            one ->
                switch (one.phase()) {
                  case RUNNING -> !isTrading.test(one.symbol());
                  case HALTED -> isTrading.test(one.symbol());
                  case PAUSED, FINISHED -> false;
                })
        .map(TrackedSubscription::id)
        .toList();
  }

  public synchronized int countSameCondition(String symbol, Condition condition) {
    if (byId.size() < FEW) {
      return new ConditionCounts(byId.values()).count(symbol, condition);
    }
    if (counts == null) {
      counts = new ConditionCounts(byId.values());
    }
    return counts.count(symbol, condition);
  }

  public synchronized Set<String> symbols() {
    Set<String> symbols = new TreeSet<>();
    byId.values().forEach(subscription -> symbols.add(subscription.symbol()));
    return symbols;
  }
}
