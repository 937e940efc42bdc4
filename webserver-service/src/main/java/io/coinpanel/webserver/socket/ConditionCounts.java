package io.coinpanel.webserver.socket;

import io.coinpanel.model.Condition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many subscriptions have the same symbol and condition. */
final class ConditionCounts {

  private record Key(String symbol, Condition condition) {

    static Key of(TrackedSubscription subscription) {
      return new Key(subscription.symbol(), subscription.condition());
    }
  }

  private final Map<Key, Integer> counts = new HashMap<>();

  ConditionCounts(Collection<TrackedSubscription> subscriptions) {
    subscriptions.forEach(one -> replace(null, one));
  }

  void replace(@Nullable TrackedSubscription before, @Nullable TrackedSubscription after) {
    if (before != null) {
      counts.computeIfPresent(Key.of(before), (same, count) -> count == 1 ? null : count - 1);
    }
    if (after != null) {
      counts.merge(Key.of(after), 1, Integer::sum);
    }
  }

  int count(String symbol, Condition condition) {
    return counts.getOrDefault(new Key(symbol, condition), 0);
  }
}
