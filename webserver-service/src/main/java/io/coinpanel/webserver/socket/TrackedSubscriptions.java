package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  private static final int MAX_EXPIRED = 1_000;

  private final Map<Long, TrackedSubscription> byId = new HashMap<>(2);

  /** Those that expired may still fire on earlier trades; the oldest one goes first. */
  private final Map<Long, TrackedSubscription> expired = new LinkedHashMap<>(0);

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
    expired.remove(id);
  }

  /** It is finished, and may have fired before. */
  synchronized void expire(long id) {
    TrackedSubscription subscription = byId.get(id);
    remove(id);
    if (subscription != null) {
      if (expired.size() == MAX_EXPIRED) {
        expired.remove(expired.keySet().iterator().next());
      }
      expired.put(id, subscription);
    }
  }

  synchronized void clear() {
    byId.clear();
    expired.clear();
    counts = null;
  }

  synchronized @Nullable TrackedSubscription find(long id) {
    TrackedSubscription subscription = byId.get(id);
    return subscription == null ? expired.get(id) : subscription;
  }

  synchronized boolean isSilent(long id) {
    TrackedSubscription subscription = byId.get(id);
    return subscription != null && subscription.isSilent();
  }

  public synchronized boolean contains(long id) {
    return byId.containsKey(id) || expired.containsKey(id);
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
                  case PAUSED, SILENT, FINISHED -> false;
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
