package io.coinpanel.webserver.candles;

import io.coinpanel.backtest.history.ExchangeRequests;
import io.coinpanel.model.Price;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The exchange's klines. */
final class ExchangeCandles implements CandleSource {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int WEIGHT = 2;

  private final ExchangeRequests exchange;

  ExchangeCandles(ExchangeRequests exchange) {
    this.exchange = exchange;
  }

  @Override
  public List<Candle> newest(String symbol, CandleInterval interval, int limit)
      throws IOException, InterruptedException {
    String path =
        "/api/v3/klines?symbol=%s&interval=%s&limit=%d"
            .formatted(symbol.toUpperCase(Locale.ROOT), interval.wireName(), limit);
    return parse(exchange.get(path, WEIGHT));
  }

  /** Each row: open time, open, high, low, close, and more. */
  private static List<Candle> parse(byte[] body) throws IOException {
    try {
      return JSON.readTree(body).valueStream().map(ExchangeCandles::candle).toList();
    } catch (JacksonException | IllegalArgumentException unreadable) {
      throw new IOException("the response is not a list of klines", unreadable);
    }
  }

  private static Candle candle(JsonNode row) {
    return new Candle(
        row.required(0).asLong(), units(row, 1), units(row, 2), units(row, 3), units(row, 4));
  }

  private static long units(JsonNode row, int column) {
    return Price.parse(row.required(column).asString())
        .orElseThrow(() -> new IllegalArgumentException("invalid price: " + row))
        .units();
  }
}
