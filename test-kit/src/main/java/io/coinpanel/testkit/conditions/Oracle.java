package io.coinpanel.testkit.conditions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Oracle: judges every trade of one symbol for every subscription by looking back over the list of
 * all trades. It knows the definitions of the conditions and nothing of indexes, restarts or
 * storage. Not thread-safe.
 *
 * <p>Where the definitions leave a choice, it is:
 *
 * <ul>
 *   <li>A new baseline forgets the last firing, like all that was before it: cooldown and minute
 *       begin anew, so that an edit never hides the first firing of the new terms.
 *   <li>Every update, pause and enabling makes a revision, also one without a new baseline.
 *       Enabling what is not paused makes no baseline.
 *   <li>A parameter that an update repeats unchanged is no edit and makes no baseline.
 *   <li>A cooldown is added where there was none. One that was only made longer or shorter counts
 *       from the last firing.
 *   <li>{@code once_per_minute} is like a cooldown: one that an update adds counts from firings
 *       after it.
 *   <li>{@code once} that an update brings ends at the first firing after the update.
 *   <li>A hold that is dropped has had its run: it does not fire later in the same run.
 *   <li>A hold is never proven by the first trade after a gap. If that trade crosses from the last
 *       price before the gap, it begins a run.
 *   <li>{@code source} is that of the trade that fires or proves, so it is never {@code gap} for
 *       holds and bars.
 *   <li>{@code previous_price} is null where the baseline itself is carried, for a subscription
 *       knows nothing before it.
 *   <li>{@code level} is the edge that was passed; null, as is the direction, for a run of {@code
 *       enter} or {@code leave} from the baseline.
 *   <li>A gap makes every bar incomplete from that of the last trade before it to that of the first
 *       after it, both included. An empty bar after them is complete; its close is the price of the
 *       last trade before, and the notification carries that trade.
 *   <li>A gap before the baseline makes no bar incomplete: what was before is not looked at.
 *   <li>{@code rearm} with {@code bar} is armed by closes, not by trades within a bar.
 *   <li>Until {@code from} is reached nothing is tracked; a trade that jumps beyond it sets the
 *       extreme with its own price, not with {@code from}.
 *   <li>Missing trades cannot be known to have reached {@code rearm} or {@code from}.
 *   <li>A subscription expires at the first trade at or after {@code expires_at}, after that trade
 *       has proven what was before, also while it is paused.
 * </ul>
 */
public final class Oracle {

  private final List<Trade> trades = new ArrayList<>();
  private final Map<Long, LiveSubscription> live = new LinkedHashMap<>();
  private final Map<Long, Reason> finished = new HashMap<>();

  /** Why a subscription is finished. */
  public enum Reason {
    FIRED,
    EXPIRED
  }

  /**
   * The rows that this row's trades make certain, in the order of the subscriptions. Trades are
   * taken one by one: a notification that names the trade that moved the price has the row's first
   * id, one that names the last trade before some moment the last.
   */
  public List<Fired> trade(TradeRow row) {
    List<Fired> fired = new ArrayList<>();
    Source source = row.source();
    for (long id = row.id(); id <= row.upToId(); id++) {
      append(new Trade(id, row.price(), notBefore(row.time()), source));
      judge(fired);
      // Only the first one can follow a gap.
      source = source == Source.GAP ? Source.BACKFILL : source;
    }
    return fired;
  }

  public List<Fired> trade(long id, long upToId, long price, long time, Source source) {
    return trade(new TradeRow(id, upToId, price, time, source));
  }

  private long notBefore(long time) {
    return trades.isEmpty() ? time : Math.max(time, trades.getLast().time());
  }

  private void append(Trade trade) {
    if (!trades.isEmpty() && trade.id() <= trades.getLast().id()) {
      throw new IllegalArgumentException(trade + " after " + trades.getLast());
    }
    trades.add(trade);
  }

  private void judge(List<Fired> rows) {
    long time = trades.getLast().time();
    for (Map.Entry<Long, LiveSubscription> entry : List.copyOf(live.entrySet())) {
      Fired fired = entry.getValue().judge(trades);
      if (fired != null) {
        rows.add(fired);
      }
      Reason reason = entry.getValue().finished(fired, time);
      if (reason != null) {
        live.remove(entry.getKey());
        finished.put(entry.getKey(), reason);
      }
    }
  }

  /** A new subscription, which is judged from the next trade on. */
  public void activate(long id, Terms terms) {
    if (live.containsKey(id) || finished.containsKey(id)) {
      throw new IllegalArgumentException("subscription " + id + " exists");
    }
    live.put(id, new LiveSubscription(id, terms, baseline()));
  }

  /** New terms between two trades. Another condition or parameter of it makes a new baseline. */
  public void update(long id, Terms terms) {
    existing(id).update(terms, baseline());
  }

  public void pause(long id) {
    existing(id).pause();
  }

  public void enable(long id) {
    existing(id).enable(baseline());
  }

  /** Ends a subscription, finished or not. */
  public void unsubscribe(long id) {
    live.remove(id);
    finished.remove(id);
  }

  private LiveSubscription existing(long id) {
    LiveSubscription subscription = live.get(id);
    if (subscription == null) {
      throw new IllegalArgumentException("subscription " + id + " is not live");
    }
    return subscription;
  }

  /** Index of the last trade, or of the first one to come. */
  private int baseline() {
    return Math.max(0, trades.size() - 1);
  }

  public boolean isLive(long id) {
    return live.containsKey(id);
  }

  /** 1, and one more for every update. */
  public int revision(long id) {
    return existing(id).revision();
  }

  /** Why it is finished; null if it is not. */
  public @Nullable Reason finished(long id) {
    return finished.get(id);
  }

  public Map<Long, Reason> finished() {
    return Map.copyOf(finished);
  }
}
