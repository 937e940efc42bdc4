package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.conditions.Fired;
import io.coinpanel.testkit.conditions.Oracle;
import io.coinpanel.testkit.conditions.Source;
import io.coinpanel.testkit.conditions.Terms;
import io.coinpanel.testkit.conditions.TradeRow;
import io.coinpanel.testkit.market.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/** A symbol's trades, and the subscriptions that become active between them. */
final class RuleTimeline {

  private static final long NO_TRADE = -1;

  private final Oracle oracle = new Oracle();
  private final List<TradeRow> trades = new ArrayList<>();
  private final Queue<Start> starts =
      new PriorityQueue<>(Comparator.comparingLong(Start::baseline));
  private long last = NO_TRADE;
  private boolean isInterrupted;

  private record Start(long subscription, Terms terms, long baseline) {}

  /** The id of the last trade, below every id if there was none. */
  long last() {
    return last;
  }

  Oracle oracle() {
    return oracle;
  }

  void traded(Trade trade) {
    Source source = isInterrupted ? Source.GAP : Source.LIVE;
    trades.add(new TradeRow(trade.id(), trade.id(), trade.price(), trade.time(), source));
    isInterrupted = false;
    last = trade.id();
  }

  /** A trade that nobody could see. */
  void lost() {
    isInterrupted = true;
  }

  /** A subscription is judged on the trades after its baseline. */
  void active(long subscription, Terms terms, long baseline) {
    starts.add(new Start(subscription, terms, baseline));
  }

  /** What the trades since the last time should have fired. */
  List<Fired> judge() {
    List<Fired> fired = new ArrayList<>();
    for (TradeRow trade : trades) {
      activateBefore(trade.id());
      fired.addAll(oracle.trade(trade));
    }
    trades.clear();
    activateBefore(Long.MAX_VALUE);
    return fired;
  }

  private void activateBefore(long trade) {
    while (!starts.isEmpty() && starts.element().baseline() < trade) {
      Start start = starts.remove();
      oracle.activate(start.subscription(), start.terms());
    }
  }
}
