package io.coinpanel.backtest.history;

import io.coinpanel.backtest.AggregateSequence;
import io.coinpanel.backtest.TradeSink;
import io.coinpanel.backtest.TradeSource;
import io.coinpanel.backtest.UnusableTradesException;
import io.coinpanel.model.Price;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Aggregate trades of a time, page by page over REST. */
public final class RestTrades implements TradeSource {

  /** What the exchange counts for a page. */
  public static final int WEIGHT = 4;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LIMIT = 1_000;
  private static final long NONE = -1;

  private final ExchangeRequests exchange;
  private final String symbol;
  private final long start;
  private final long end;
  private final AggregateSequence aggregates = new AggregateSequence();
  private long lastId = NONE;
  private long reached;

  /**
   * The trades of a symbol from a time, and before another.
   *
   * @param symbol in any case
   */
  public RestTrades(ExchangeRequests exchange, String symbol, Instant start, Instant end) {
    this.exchange = exchange;
    this.symbol = symbol.toUpperCase(Locale.ROOT);
    this.start = start.toEpochMilli();
    this.end = end.toEpochMilli();
    reached = this.start;
  }

  @Override
  public boolean readInto(TradeSink sink) throws IOException, InterruptedException {
    JsonNode rows = page();
    for (JsonNode row : rows) {
      long time = number(row, "T");
      if (time >= end) {
        reached = end;
        return false;
      }
      reached = Math.max(reached, time);
      take(row, time, sink);
    }
    if (rows.size() < LIMIT) {
      reached = end;
      return false;
    }
    return true;
  }

  private JsonNode page() throws IOException, InterruptedException {
    long last = aggregates.last();
    String from = last == AggregateSequence.NONE ? "&startTime=" + start : "&fromId=" + (last + 1);
    byte[] body =
        exchange.get("/api/v3/aggTrades?symbol=" + symbol + from + "&limit=" + LIMIT, WEIGHT);
    try {
      JsonNode rows = JSON.readTree(body);
      if (rows.isArray()) {
        return rows;
      }
    } catch (JacksonException e) {
      throw new UnusableTradesException("The exchange's response is not a list of trades", e);
    }
    throw new UnusableTradesException("The exchange's response is not a list of trades");
  }

  private void take(JsonNode row, long time, TradeSink sink) throws UnusableTradesException {
    aggregates.moveTo(number(row, "a"));
    if (row.path("f").asLong(0) == NONE) {
      // The exchange has aggregates without trades.
      return;
    }
    long first = number(row, "f");
    long last = number(row, "l");
    long price =
        Price.parse(row.path("p").asString(""))
            .map(Price::units)
            .filter(units -> units > 0)
            .orElseThrow(() -> unusable(row));
    if (first > last || first <= lastId) {
      throw unusable(row);
    }
    lastId = last;
    sink.trade(aggregates.take(first, last), first, last, price, time);
  }

  private static long number(JsonNode row, String field) throws UnusableTradesException {
    JsonNode value = row.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw unusable(row);
    }
    return value.asLong();
  }

  private static UnusableTradesException unusable(JsonNode row) {
    return new UnusableTradesException("The exchange returned an invalid trade: " + row);
  }

  @Override
  public double progress() {
    return end <= start ? 1 : (double) (reached - start) / (end - start);
  }

  @Override
  public void close() {}
}
