package io.coinpanel.simulator.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.TradeHistory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A symbol's history as the rows REST answers with. */
final class TradeRows {

  record TradeRow(
      long id,
      String price,
      String qty,
      String quoteQty,
      long time,
      boolean isBuyerMaker,
      boolean isBestMatch) {}

  /** Trades of one taker order at one price; first and last are trade ids. */
  record AggregateRow(
      @JsonProperty("a") long aggregate,
      @JsonProperty("p") String price,
      @JsonProperty("q") String quantity,
      @JsonProperty("f") long first,
      @JsonProperty("l") long last,
      @JsonProperty("T") long time,
      @JsonProperty("m") boolean buyerIsMaker,
      @JsonProperty("M") boolean bestMatch) {}

  private final TradeHistory trades;
  private final long end;

  /**
   * @param end the position behind the last trade that is shown
   */
  TradeRows(TradeHistory trades, long end) {
    this.trades = trades;
    this.end = end;
  }

  /** The position of the newest trades, so many of them. */
  long newestTrades(int limit) {
    return Math.max(trades.first(), end - limit);
  }

  /** So many trades from this position on. */
  List<TradeRow> trades(long position, int limit) {
    List<TradeRow> rows = new ArrayList<>();
    for (long at = position; at < end && rows.size() < limit; at++) {
      rows.add(trade(at));
    }
    return rows;
  }

  private TradeRow trade(long at) {
    long price = trades.price(at);
    long quantity = trades.quantity(at);
    return new TradeRow(
        trades.id(at),
        DecimalUnits.toString(price),
        DecimalUnits.toString(quantity),
        quote(price, quantity),
        trades.time(at),
        trades.buyerIsMaker(at),
        true);
  }

  private static String quote(long price, long quantity) {
    return BigDecimal.valueOf(price, 8)
        .multiply(BigDecimal.valueOf(quantity, 8))
        .setScale(8, RoundingMode.DOWN)
        .toPlainString();
  }

  /** So many aggregates from this position on, of this time or later and up to that time. */
  List<AggregateRow> aggregates(long position, long since, long until, int limit) {
    List<AggregateRow> rows = new ArrayList<>();
    long at = whole(position);
    while (at < end && rows.size() < limit && trades.time(at) <= until) {
      long next = trades.positionOfAggregate(trades.aggregate(at) + 1);
      if (trades.time(at) >= since) {
        rows.add(aggregate(at, next));
      }
      at = next;
    }
    if (at == trades.end()) {
      trades.seal();
    }
    return rows;
  }

  /** The position of the newest aggregates, so many of them. */
  long newestAggregates(long behind, int limit) {
    long last = Math.min(behind, end);
    return last == trades.first()
        ? last
        : trades.positionOfAggregate(trades.aggregate(last - 1) - limit + 1);
  }

  /** What is left of an aggregate whose first trades are forgotten is not shown. */
  private long whole(long position) {
    boolean oldest = position == trades.first() && position > 0 && position < trades.end();
    return oldest ? trades.positionOfAggregate(trades.aggregate(position) + 1) : position;
  }

  private AggregateRow aggregate(long from, long to) {
    long quantity = 0;
    for (long at = from; at < to; at++) {
      quantity += trades.quantity(at);
    }
    return new AggregateRow(
        trades.aggregate(from),
        DecimalUnits.toString(trades.price(from)),
        DecimalUnits.toString(quantity),
        trades.id(from),
        trades.id(to - 1),
        trades.time(from),
        trades.buyerIsMaker(from),
        true);
  }
}
