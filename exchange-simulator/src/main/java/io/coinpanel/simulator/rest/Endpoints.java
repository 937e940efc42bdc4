package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeHistory;
import io.coinpanel.simulator.market.Units;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

/** The public market data under {@code /api/v3}: each endpoint's weight and its answer. */
final class Endpoints {

  private record PriceRow(String symbol, String price) {}

  private record Time(long serverTime) {}

  private final Market market;
  private final InstantSource clock;
  private final int weightPerMinute;

  Endpoints(Market market, InstantSource clock, int weightPerMinute) {
    this.market = market;
    this.clock = clock;
    this.weightPerMinute = weightPerMinute;
  }

  static int weight(RestRequest request) {
    return switch (request.path()) {
      case "/api/v3/exchangeInfo" -> 20;
      case "/api/v3/aggTrades" -> 4;
      case "/api/v3/historicalTrades", "/api/v3/trades" -> 25;
      case "/api/v3/ticker/price" -> request.parameter("symbol") == null ? 4 : 2;
      default -> 1;
    };
  }

  RestAnswer answer(RestRequest request) {
    try {
      return answer(request.path(), new Query(request.parameters(), market));
    } catch (BadRequest refused) {
      return refused.answer();
    }
  }

  private RestAnswer answer(String path, Query query) {
    return switch (path) {
      case "/api/v3/ping" -> RestAnswer.ok(Map.of());
      case "/api/v3/time" -> RestAnswer.ok(new Time(clock.millis()));
      case "/api/v3/exchangeInfo" ->
          RestAnswer.ok(ExchangeDescription.of(market, query, clock.millis(), weightPerMinute));
      case "/api/v3/ticker/price" -> prices(query);
      case "/api/v3/trades" -> newestTrades(query);
      case "/api/v3/historicalTrades" -> historicalTrades(query);
      case "/api/v3/aggTrades" -> aggregates(query);
      default -> RestAnswer.failed(404, -1000, "No such path: " + path);
    };
  }

  private RestAnswer prices(Query query) {
    if (query.has("symbol")) {
      return RestAnswer.ok(price(query.symbol()));
    }
    Stream<Symbol> symbols =
        query.has("symbols")
            ? ExchangeDescription.names(query).stream().map(query::symbol)
            : market.symbols().stream();
    return RestAnswer.ok(symbols.map(Endpoints::price).toList());
  }

  private static PriceRow price(Symbol symbol) {
    return new PriceRow(symbol.name(), Units.toString(symbol.lastPrice()));
  }

  private static RestAnswer newestTrades(Query query) {
    TradeHistory trades = query.symbol().trades();
    int limit = query.limit();
    long from = Math.max(trades.first(), trades.end() - limit);
    return RestAnswer.ok(new TradeRows(trades).trades(from, limit));
  }

  private static RestAnswer historicalTrades(Query query) {
    Long id = query.number("fromId");
    if (id == null) {
      return newestTrades(query);
    }
    TradeHistory trades = query.symbol().trades();
    return RestAnswer.ok(new TradeRows(trades).trades(trades.positionOfId(id), query.limit()));
  }

  private static RestAnswer aggregates(Query query) {
    TradeHistory trades = query.symbol().trades();
    TradeRows rows = new TradeRows(trades);
    int limit = query.limit();
    Long id = query.number("fromId");
    Long start = query.number("startTime");
    Long end = query.number("endTime");
    if (id != null && (start != null || end != null)) {
      throw new BadRequest(-1128, "Combination of optional parameters invalid.");
    }
    if (id != null) {
      return RestAnswer.ok(rows.aggregates(trades.positionOfAggregate(id), Long.MAX_VALUE, limit));
    }
    long until = end == null ? Long.MAX_VALUE : end;
    if (start != null) {
      return RestAnswer.ok(rows.aggregates(trades.positionOfTime(start), until, limit));
    }
    long newest = end == null ? trades.end() : trades.positionOfTime(end + 1);
    return RestAnswer.ok(rows.aggregates(rows.newestAggregates(newest, limit), until, limit));
  }
}
