package io.coinpanel.testkit.market;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Oracle: matches every trade against every subscription naively. It knows nothing of indexes or
 * batches, and of faults only which trades nobody could have seen.
 */
public final class Oracle {

  private final Map<String, Trade> last = new HashMap<>();
  private final Set<String> interrupted = new HashSet<>();
  private final Map<Long, SubscriptionTerms> requested = new HashMap<>();
  private final Map<Long, JudgedSubscription> live = new HashMap<>();
  private final Map<Row, Expected> expected = new HashMap<>();
  private final Set<Long> finished = new HashSet<>();
  private final Set<Long> left = new HashSet<>();
  private long trades;

  /** A notification, as far as the oracle can know it. */
  public record Row(long subscription, long tradeId, long time, long price, long previousPrice) {}

  /**
   * What is known of a row besides.
   *
   * @param order of its trade among all
   * @param isAcrossGap whether trades were lost for good just before its own
   * @param isRequired false if its subscription was ended while it was on its way
   */
  public record Expected(String symbol, long order, boolean isAcrossGap, boolean isRequired) {

    Expected optional() {
      return new Expected(symbol, order, isAcrossGap, false);
    }
  }

  private static final class JudgedSubscription {
    final SubscriptionTerms terms;
    @Nullable Long lastFiredAt;

    JudgedSubscription(SubscriptionTerms terms) {
      this.terms = terms;
    }
  }

  /** A subscription that is active for every trade from here on. */
  public void active(long id, SubscriptionTerms terms) {
    requested.put(id, terms);
    live.put(id, new JudgedSubscription(terms));
  }

  /** A subscription that was ended, before the next trade. */
  public void ended(long id) {
    live.remove(id);
    finished.remove(id);
    left.add(id);
    expected.replaceAll((row, known) -> row.subscription() == id ? known.optional() : known);
  }

  public void traded(Trade published) {
    trades++;
    Trade before = last.get(published.symbol());
    Trade trade = before == null ? published : published.notBefore(before.time());
    last.put(trade.symbol(), trade);
    boolean isAcrossGap = interrupted.remove(trade.symbol());
    // A price that stands crosses nothing.
    if (before != null && before.price() != trade.price()) {
      for (Map.Entry<Long, JudgedSubscription> one : List.copyOf(live.entrySet())) {
        judge(one.getKey(), one.getValue(), trade, before.price(), isAcrossGap);
      }
    }
  }

  /** A trade that was neither on a stream nor in a history that could be asked in time. */
  public void lost(String symbol) {
    interrupted.add(symbol);
  }

  /** The next trade of the symbol is the first of a new listing. */
  public void relisted(String symbol) {
    last.remove(symbol);
    interrupted.remove(symbol);
  }

  private void judge(
      long id, JudgedSubscription one, Trade trade, long before, boolean isAcrossGap) {
    SubscriptionTerms terms = one.terms;
    Long fired = one.lastFiredAt;
    boolean still = fired != null && trade.time() - fired < terms.cooldownSeconds() * 1000L;
    if (!terms.symbol().equals(trade.symbol())
        || !terms.isCrossed(before, trade.price())
        || terms.isExpiredAt(trade.time())
        || still) {
      return;
    }
    expected.put(
        new Row(id, trade.id(), trade.time(), trade.price(), before),
        new Expected(trade.symbol(), trades, isAcrossGap, true));
    one.lastFiredAt = trade.time();
    if (terms.once()) {
      live.remove(id);
      finished.add(id);
    }
  }

  /** What is known of a subscription, for who looks into a difference. */
  public String describe(long id) {
    JudgedSubscription judgedSubscription = live.get(id);
    return "%s%s%s, last fired at %s"
        .formatted(
            requested.get(id),
            left.contains(id) ? ", left" : "",
            finished.contains(id) ? ", finished" : "",
            judgedSubscription == null ? null : judgedSubscription.lastFiredAt);
  }

  /** Every trade so far has been judged by all and compared: nothing is to come of them. */
  public void settled() {
    expected.clear();
  }

  /** The last trade of each symbol that could be seen. */
  public Map<String, Trade> last() {
    return last;
  }

  public Set<Long> live() {
    return live.keySet();
  }

  /** The rows of the trades since the last comparison. */
  public Map<Row, Expected> expected() {
    return expected;
  }

  /** Subscriptions for one notification that have had it. */
  public Set<Long> finished() {
    return finished;
  }

  /** Whether a subscription, found finished, should still be live. */
  public boolean isFinishedTooEarly(long id) {
    return !finished.contains(id) && !left.contains(id);
  }
}
