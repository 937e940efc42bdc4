package io.coinpanel.standalone.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An observer of every trade who compares each with each subscription, one after the other. It
 * knows nothing of indexes, batches or faults.
 */
final class Oracle {

  private final Map<String, Long> lastPrices = new HashMap<>();
  private final Map<String, Long> lastIds = new HashMap<>();
  private final Map<Long, Judged> live = new HashMap<>();
  private final Set<Row> required = new HashSet<>();
  // Crossed just before its subscription was ended: on its way, it may or may not be written.
  private final Set<Row> optional = new HashSet<>();
  private final Set<Long> finished = new HashSet<>();
  private final List<Row> sinceSettled = new ArrayList<>();

  /** A notification, as far as the oracle can know it. Prices are units of 10^-8. */
  record Row(long subscription, long tradeId, long price, long previousPrice) {}

  private static final class Judged {
    final Wish wish;
    @Nullable Long lastFiredAt;

    Judged(Wish wish) {
      this.wish = wish;
    }
  }

  /** A subscription that is active for every trade from here on. */
  void active(long id, Wish wish) {
    live.put(id, new Judged(wish));
  }

  /** A subscription that was ended, before the next trade. */
  void ended(long id) {
    live.remove(id);
    finished.remove(id);
    sinceSettled.stream()
        .filter(row -> row.subscription() == id && required.remove(row))
        .forEach(optional::add);
  }

  void traded(String symbol, long id, long price, long time) {
    Long before = lastPrices.put(symbol, price);
    lastIds.put(symbol, id);
    if (before != null) {
      new HashMap<>(live)
          .forEach(
              (subscription, one) -> judge(subscription, one, symbol, id, before, price, time));
    }
  }

  private void judge(
      long subscription, Judged one, String symbol, long id, long before, long price, long time) {
    Wish wish = one.wish;
    Long fired = one.lastFiredAt;
    boolean still = fired != null && time - fired < wish.cooldownSeconds() * 1000L;
    if (!wish.symbol().equals(symbol) || !wish.isCrossed(before, price) || still) {
      return;
    }
    Row row = new Row(subscription, id, price, before);
    required.add(row);
    sinceSettled.add(row);
    one.lastFiredAt = time;
    if (wish.once()) {
      live.remove(subscription);
      finished.add(subscription);
    }
  }

  /** Every trade so far has been judged by all, and what is written stays as it is. */
  void settled() {
    sinceSettled.clear();
  }

  Map<String, Long> lastIds() {
    return lastIds;
  }

  Set<Long> live() {
    return live.keySet();
  }

  Set<Row> required() {
    return required;
  }

  Set<Row> optional() {
    return optional;
  }

  /** Subscriptions for one notification that have had it. */
  Set<Long> finished() {
    return finished;
  }
}
