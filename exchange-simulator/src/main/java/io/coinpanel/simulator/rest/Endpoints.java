package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeHistory;
import io.coinpanel.simulator.market.Units;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

/** The public market data under {@code /api/v3}: each endpoint's weight and its answer. */
final class Endpoints {

  private record PriceRow(String symbol, String price) {}

  private record Time(long serverTime) {}

  private static final long MAX = Long.MAX_VALUE;

  private final Market market;
  private final InstantSource clock;
  private final int weightPerMinute;
  private Duration lag = Duration.ZERO;

  Endpoints(Market market, InstantSource clock, int weightPerMinute) {
    this.market = market;
    this.clock = clock;
    this.weightPerMinute = weightPerMinute;
  }

  /** History has only trades that are older than this. */
  void lag(Duration now) {
    lag = now;
  }

  private TradeRows rows(Symbol symbol) {
    TradeHistory trades = symbol.trades();
    return lag.isZero()
        ? new TradeRows(trades, trades.end())
        : new TradeRows(trades, trades.positionOfTime(clock.millis() - lag.toMillis()));
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

  private RestAnswer newestTrades(Query query) {
    TradeRows rows = rows(query.symbol());
    int limit = query.limit();
    return RestAnswer.ok(rows.trades(rows.newestTrades(limit), limit));
  }

  private RestAnswer historicalTrades(Query query) {
    Long id = query.number("fromId");
    if (id == null) {
      return newestTrades(query);
    }
    Symbol symbol = query.symbol();
    long position = symbol.trades().positionOfId(id);
    return RestAnswer.ok(rows(symbol).trades(position, query.limit()));
  }

  private RestAnswer aggregates(Query query) {
    Symbol symbol = query.symbol();
    TradeHistory trades = symbol.trades();
    TradeRows rows = rows(symbol);
    int limit = query.limit();
    Long id = query.number("fromId");
    Long start = query.number("startTime");
    Long end = query.number("endTime");
    if (id != null && (start != null || end != null)) {
      throw new BadRequest(-1128, "Combination of optional parameters invalid.");
    }
    if (id != null) {
      return RestAnswer.ok(rows.aggregates(trades.positionOfAggregate(id), 0, MAX, limit));
    }
    long until = end == null ? MAX : end;
    if (start != null) {
      return RestAnswer.ok(rows.aggregates(trades.positionOfTime(start), start, until, limit));
    }
    long newest = end == null ? trades.end() : trades.positionOfTime(end + 1);
    return RestAnswer.ok(rows.aggregates(rows.newestAggregates(newest, limit), 0, until, limit));
  }
}
