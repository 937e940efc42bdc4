package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.model.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Parses an {@code aggTrades} response. One invalid row invalidates the whole page; otherwise its
 * trades would be lost silently.
 */
final class AggregateTradesParser {

  private static final long NO_TRADE = -1;

  private AggregateTradesParser() {}

  /**
   * @param limit requested number of rows; fewer means last page
   */
  static HistoryPage parse(byte[] body, int limit) throws InvalidResponseException {
    JsonNode rows = ResponseJson.parse(body);
    if (!rows.isArray()) {
      throw new InvalidResponseException("not a list of trades: " + ResponseJson.excerpt(rows));
    }
    List<AggregateTrade> trades = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      AggregateTrade next =
          trades(row)
              .filter(read -> trades.isEmpty() || isConsecutive(trades.getLast(), read))
              .orElseThrow(
                  () -> new InvalidResponseException("bad trade: " + ResponseJson.excerpt(row)));
      trades.add(next);
    }
    long next = trades.isEmpty() ? 0 : trades.getLast().aggregateId() + 1;
    return new HistoryPage(trades, trades.size() < limit, next);
  }

  /** In order, or all ids restarted, as after a relisting. */
  private static boolean isConsecutive(AggregateTrade last, AggregateTrade next) {
    boolean later = next.aggregateId() > last.aggregateId();
    return later
        ? next.firstId() > last.lastId() || next.lastId() == NO_TRADE
        : next.firstId() <= last.lastId() && next.time() > last.time();
  }

  private static Optional<AggregateTrade> trades(JsonNode row) {
    if (row.path("f").asLong(0) == NO_TRADE && row.path("l").asLong(0) == NO_TRADE) {
      return empty(row);
    }
    OptionalLong aggregate = ResponseJson.count(row.path("a"));
    OptionalLong first = ResponseJson.count(row.path("f"));
    OptionalLong last = ResponseJson.count(row.path("l"));
    OptionalLong time = ResponseJson.count(row.path("T"));
    if (aggregate.isEmpty() || first.isEmpty() || last.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    return price(row.path("p"))
        .filter(price -> price.units() > 0 && first.getAsLong() <= last.getAsLong())
        .map(
            price ->
                new AggregateTrade(
                    aggregate.getAsLong(),
                    first.getAsLong(),
                    last.getAsLong(),
                    price.units(),
                    time.getAsLong()));
  }

  /** The exchange has aggregates without trades; their ids still count. */
  private static Optional<AggregateTrade> empty(JsonNode row) {
    OptionalLong aggregate = ResponseJson.count(row.path("a"));
    return aggregate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AggregateTrade(
                aggregate.getAsLong(), NO_TRADE, NO_TRADE, 0, row.path("T").asLong(0)));
  }

  private static Optional<Price> price(JsonNode value) {
    if (value.isNumber()) {
      return Price.of(value.decimalValue());
    }
    return value.isString() ? Price.parse(value.stringValue()) : Optional.empty();
  }
}
