package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.PastTrades;
import io.coinpanel.model.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads an answer of {@code aggTrades}. A page with one row that cannot be used is unusable as a
 * whole: that row's trades would be missing without anybody knowing.
 */
final class AggregateTrades {

  private static final long NO_TRADE = -1;

  private AggregateTrades() {}

  /**
   * @param limit how many rows were asked for: with fewer the exchange has no more
   */
  static HistoryPage page(byte[] body, int limit) throws UnusableAnswer {
    JsonNode rows = AnswerJson.read(body);
    if (!rows.isArray()) {
      throw new UnusableAnswer("no list of trades: " + AnswerJson.excerpt(rows));
    }
    List<PastTrades> trades = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      PastTrades next =
          trades(row)
              .filter(read -> trades.isEmpty() || follows(trades.getLast(), read))
              .orElseThrow(() -> new UnusableAnswer("unusable: " + AnswerJson.excerpt(row)));
      trades.add(next);
    }
    long next = trades.isEmpty() ? 0 : trades.getLast().aggregateId() + 1;
    return new HistoryPage(trades, trades.size() < limit, next);
  }

  /** In order; or with all ids beginning again, as after a relisting. */
  private static boolean follows(PastTrades last, PastTrades next) {
    boolean later = next.aggregateId() > last.aggregateId();
    return later
        ? next.firstId() > last.lastId() || next.lastId() == NO_TRADE
        : next.firstId() <= last.lastId() && next.time() > last.time();
  }

  private static Optional<PastTrades> trades(JsonNode row) {
    if (row.path("f").asLong(0) == NO_TRADE && row.path("l").asLong(0) == NO_TRADE) {
      return empty(row);
    }
    OptionalLong aggregate = AnswerJson.count(row.path("a"));
    OptionalLong first = AnswerJson.count(row.path("f"));
    OptionalLong last = AnswerJson.count(row.path("l"));
    OptionalLong time = AnswerJson.count(row.path("T"));
    if (aggregate.isEmpty() || first.isEmpty() || last.isEmpty() || time.isEmpty()) {
      return Optional.empty();
    }
    return price(row.path("p"))
        .filter(price -> price.units() > 0 && first.getAsLong() <= last.getAsLong())
        .map(
            price ->
                new PastTrades(
                    aggregate.getAsLong(),
                    first.getAsLong(),
                    last.getAsLong(),
                    price.units(),
                    time.getAsLong()));
  }

  /** The exchange has aggregates without trades, whose ids count all the same. */
  private static Optional<PastTrades> empty(JsonNode row) {
    OptionalLong aggregate = AnswerJson.count(row.path("a"));
    return aggregate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PastTrades(aggregate.getAsLong(), NO_TRADE, NO_TRADE, 0, row.path("T").asLong(0)));
  }

  private static Optional<Price> price(JsonNode value) {
    if (value.isNumber()) {
      return Price.of(value.decimalValue());
    }
    return value.isString() ? Price.parse(value.stringValue()) : Optional.empty();
  }
}
