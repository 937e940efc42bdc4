package io.coinpanel.benchmarks.conditions;

import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.matching.UnreadableStateException;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A symbol with its subscriptions and its trades, which come at equal intervals. */
final class Symbol {

  static final String NAME = "btcusdt";

  /** Between trades, in milliseconds: 1.5 million a day, as of a busy symbol. */
  static final long BUSY = 58;

  private static final long BEGIN = 1_735_689_600_000L;
  private static final int MOST_CROSSINGS = 200_000;
  private static final int BASELINES = 1000;

  private final SymbolMatcher matcher = new SymbolMatcher();
  private final Crossings crossings = new Crossings();
  private final List<WatchedSubscription> subscriptions = new ArrayList<>();
  private final long interval;
  private long id;
  private long price;

  Symbol(long interval) {
    this.interval = interval;
  }

  SymbolMatcher matcher() {
    return matcher;
  }

  long id() {
    return id;
  }

  void add(WatchedSubscription subscription) {
    subscriptions.add(subscription);
    matcher.add(subscription);
  }

  /** Adds some that stay quiet, in the course of up to 1,000 trades, and walks on. */
  void fill(List<Kind> kinds, int count) {
    int together = Math.max(1, count / BASELINES);
    for (int number = 0; number < count; number++) {
      if (number % together == 0) {
        trade();
      }
      add(kinds.get(number % kinds.size()).quiet(number, price));
    }
    walk(PriceWalk.LENGTH);
  }

  /** Returns how many have fired on the next trades of the walk. */
  int walk(int trades) {
    int fired = 0;
    for (int i = 0; i < trades; i++) {
      fired += trade();
    }
    return fired;
  }

  /** Returns how many have fired on the next trade of the walk. */
  int trade() {
    return trade(PriceWalk.price(id + 1));
  }

  /** Returns how many have fired on a trade. */
  int trade(long newPrice) {
    int before = crossings.size();
    id++;
    price = newPrice;
    matcher.trade(id, id, newPrice, BEGIN + id * interval, Source.LIVE, crossings);
    int fired = crossings.size() - before;
    if (crossings.size() >= MOST_CROSSINGS) {
      crossings.clear();
    }
    return fired;
  }

  // -- over a restart

  byte[] state() {
    return Objects.requireNonNull(matcher.state());
  }

  /**
   * One that has the same subscriptions, from a state and the trades of the walk since.
   *
   * @param stateId the id of the state's trade
   */
  Symbol recovered(byte[] state, long stateId) throws UnreadableStateException {
    Symbol other = new Symbol(interval);
    other.id = stateId;
    other.matcher.restore(state, id, subscriptions, List.of());
    if (other.walk((int) (id - stateId)) > 0) {
      throw new IllegalStateException("fired again");
    }
    return other;
  }
}
