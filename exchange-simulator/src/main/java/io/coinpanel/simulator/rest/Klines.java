package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.TradeHistory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A symbol's history as candles of one length. An interval without trades has the close of the one
 * before and no volume.
 */
final class Klines {

  private final TradeHistory trades;
  private final long length;

  /**
   * @param length in milliseconds
   */
  Klines(TradeHistory trades, long length) {
    this.trades = trades;
    this.length = length;
  }

  /**
   * The first candles from a time on, or without one the last; up to a time, in milliseconds. A row
   * has the exchange's twelve columns.
   */
  List<List<Object>> between(@Nullable Long start, long end, int limit) {
    List<List<Object>> rows = new ArrayList<>();
    if (trades.isEmpty()) {
      return rows;
    }
    long oldest = opening(trades.time(trades.first()));
    long from = start == null ? opening(end) - (limit - 1) * length : nextOpening(start);
    for (long open = Math.max(oldest, from); open <= end && rows.size() < limit; open += length) {
      rows.add(row(open));
    }
    return rows;
  }

  private long opening(long time) {
    return Math.floorDiv(time, length) * length;
  }

  private long nextOpening(long time) {
    return Math.ceilDiv(time, length) * length;
  }

  private List<Object> row(long open) {
    long first = trades.positionOfTime(open);
    long behind = trades.positionOfTime(open + length);
    if (first == behind) {
      return row(open, flat(first == trades.first() ? first : first - 1));
    }
    Figures figures = new Figures(trades.price(first));
    for (long at = first; at < behind; at++) {
      figures.add(trades.price(at), trades.quantity(at), trades.buyerIsMaker(at));
    }
    return row(open, figures);
  }

  private Figures flat(long position) {
    return new Figures(trades.price(position));
  }

  private List<Object> row(long open, Figures figures) {
    return List.of(
        open,
        DecimalUnits.toString(figures.open),
        DecimalUnits.toString(figures.high),
        DecimalUnits.toString(figures.low),
        DecimalUnits.toString(figures.close),
        DecimalUnits.toString(figures.volume),
        open + length - 1,
        amount(figures.quoteVolume),
        figures.count,
        DecimalUnits.toString(figures.takerVolume),
        amount(figures.takerQuoteVolume),
        "0");
  }

  private static String amount(BigDecimal quote) {
    return quote.setScale(8, RoundingMode.DOWN).toPlainString();
  }

  /** The figures of one candle; amounts in units. */
  private static final class Figures {

    private final long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long takerVolume;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal takerQuoteVolume = BigDecimal.ZERO;
    private int count;

    Figures(long open) {
      this.open = open;
      this.high = open;
      this.low = open;
      this.close = open;
    }

    void add(long price, long quantity, boolean buyerIsMaker) {
      BigDecimal quote = BigDecimal.valueOf(price, 8).multiply(BigDecimal.valueOf(quantity, 8));
      high = Math.max(high, price);
      low = Math.min(low, price);
      close = price;
      volume += quantity;
      quoteVolume = quoteVolume.add(quote);
      count++;
      if (!buyerIsMaker) {
        takerVolume += quantity;
        takerQuoteVolume = takerQuoteVolume.add(quote);
      }
    }
  }
}
