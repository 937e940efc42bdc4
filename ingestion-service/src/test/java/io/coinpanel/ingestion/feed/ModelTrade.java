package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import java.util.ArrayList;
import java.util.List;

/** A trade that the exchange has made, delivered or not. */
record ModelTrade(long aggregate, long id, long price, long time) {

  /** Those made between two times, as history gives them. */
  static List<AggregateTrade> aggregates(List<ModelTrade> trades, long from, long to) {
    List<AggregateTrade> all = new ArrayList<>();
    for (ModelTrade trade : trades) {
      if (trade.time() < from || trade.time() > to) {
        continue;
      }
      AggregateTrade before = all.isEmpty() ? null : all.getLast();
      boolean continues = before != null && before.aggregateId() == trade.aggregate();
      long firstId = continues ? all.removeLast().firstId() : trade.id();
      all.add(
          new AggregateTrade(trade.aggregate(), firstId, trade.id(), trade.price(), trade.time()));
    }
    return all;
  }
}
