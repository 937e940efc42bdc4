package io.coinpanel.matching;

import io.coinpanel.testkit.conditions.Source;
import io.coinpanel.testkit.conditions.TradeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What would be stored of a matcher: a state, and what has happened since. */
final class Stored {

  private byte @Nullable [] state;
  private TradeRow last;
  private final List<TradeRow> trades = new ArrayList<>();
  private List<MatcherStart> starts = new ArrayList<>();

  Stored(TradeRow last) {
    this.last = last;
  }

  /** The last trade that was judged. */
  long judgedUpTo() {
    return judged().upToId();
  }

  private TradeRow judged() {
    return trades.isEmpty() ? last : trades.getLast();
  }

  boolean hasState() {
    return state != null;
  }

  void trade(TradeRow row, long inOrder) {
    trades.add(new TradeRow(row.id(), row.upToId(), row.price(), inOrder, row.source()));
  }

  void started(MatcherStart start) {
    starts.add(start);
  }

  /** Neither firings nor the start under earlier terms count. */
  void forget(long subscription) {
    starts.removeIf(one -> one.subscription() == subscription);
  }

  void state(SymbolMatcher matcher) {
    last = judged();
    state = matcher.state();
    trades.clear();
    starts = new ArrayList<>();
  }

  /** A new matcher, that has taken the same trades, perhaps in other aggregates. */
  SymbolMatcher restored(List<WatchedSubscription> subscriptions, RandomGenerator random)
      throws UnreadableStateException {
    SymbolMatcher matcher = new SymbolMatcher();
    if (state == null) {
      subscriptions.forEach(matcher::add);
      matcher.baseline(judgedUpTo(), judged().price(), judged().time());
      return matcher;
    }
    matcher.restore(state, judgedUpTo(), subscriptions, starts);
    Crossings none = new Crossings();
    for (TradeRow row : aggregated(random)) {
      matcher.trade(
          row.id(),
          row.upToId(),
          row.price(),
          row.time(),
          io.coinpanel.model.Source.valueOf(row.source().name()),
          none);
      if (!none.isEmpty()) {
        throw new AssertionError("fires again on " + row);
      }
    }
    return matcher;
  }

  /** History has trades of one price and time in one row, the stream had them one by one. */
  private List<TradeRow> aggregated(RandomGenerator random) {
    List<TradeRow> rows = new ArrayList<>();
    for (TradeRow row : trades) {
      TradeRow before = rows.isEmpty() ? null : rows.getLast();
      if (before != null && isOne(before, row) && random.nextBoolean()) {
        rows.removeLast();
        rows.add(new TradeRow(before.id(), row.upToId(), row.price(), row.time(), before.source()));
      } else if (row.id() < row.upToId() && random.nextBoolean()) {
        Source later = row.source() == Source.GAP ? Source.BACKFILL : row.source();
        rows.add(new TradeRow(row.id(), row.id(), row.price(), row.time(), row.source()));
        rows.add(new TradeRow(row.id() + 1, row.upToId(), row.price(), row.time(), later));
      } else {
        rows.add(row);
      }
    }
    return rows;
  }

  private static boolean isOne(TradeRow before, TradeRow row) {
    return row.source() != Source.GAP
        && row.price() == before.price()
        && row.time() == before.time();
  }
}
