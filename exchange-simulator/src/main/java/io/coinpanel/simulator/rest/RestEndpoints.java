package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.TradeHistory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;

/** The public market data under {@code /api/v3}: weight and response of each endpoint. */
final class RestEndpoints {

  private record PriceRow(String symbol, String price) {}

  private record Time(long serverTime) {}

  private static final long MAX = Long.MAX_VALUE;

  private final Market market;
  private final InstantSource clock;
  private final int weightPerMinute;
  private Duration lag = Duration.ZERO;

  RestEndpoints(Market market, InstantSource clock, int weightPerMinute) {
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
      case "/api/v3/klines" -> 2;
      default -> 1;
    };
  }

  RestResponse answer(RestRequest request) {
    try {
      return answer(request.path(), new RestQuery(request.parameters(), market));
    } catch (BadRequestException refused) {
      return refused.answer();
    }
  }

  private RestResponse answer(String path, RestQuery restQuery) {
    return switch (path) {
      case "/api/v3/ping" -> RestResponse.ok(Map.of());
      case "/api/v3/time" -> RestResponse.ok(new Time(clock.millis()));
      case "/api/v3/exchangeInfo" ->
          RestResponse.ok(ExchangeInfo.of(market, restQuery, clock.millis(), weightPerMinute));
      case "/api/v3/ticker/price" -> prices(restQuery);
      case "/api/v3/trades" -> newestTrades(restQuery);
      case "/api/v3/historicalTrades" -> historicalTrades(restQuery);
      case "/api/v3/aggTrades" -> aggregates(restQuery);
      case "/api/v3/klines" -> klines(restQuery);
      default -> RestResponse.failed(404, -1000, "No such path: " + path);
    };
  }

  private RestResponse klines(RestQuery restQuery) {
    Symbol symbol = restQuery.symbol();
    long length = restQuery.interval().toMillis();
    Long start = restQuery.number("startTime");
    Long end = restQuery.number("endTime");
    long until = end == null ? clock.millis() : Math.min(end, clock.millis());
    return RestResponse.ok(
        new Klines(symbol.trades(), length).between(start, until, restQuery.limit()));
  }

  private RestResponse prices(RestQuery restQuery) {
    if (restQuery.has("symbol")) {
      return RestResponse.ok(price(restQuery.symbol()));
    }
    Stream<Symbol> symbols =
        restQuery.has("symbols")
            ? ExchangeInfo.names(restQuery).stream().map(restQuery::symbol)
            : market.symbols().stream();
    return RestResponse.ok(symbols.map(RestEndpoints::price).toList());
  }

  private static PriceRow price(Symbol symbol) {
    return new PriceRow(symbol.name(), DecimalUnits.toString(symbol.lastPrice()));
  }

  private RestResponse newestTrades(RestQuery restQuery) {
    TradeRows rows = rows(restQuery.symbol());
    int limit = restQuery.limit();
    return RestResponse.ok(rows.trades(rows.newestTrades(limit), limit));
  }

  private RestResponse historicalTrades(RestQuery restQuery) {
    Long id = restQuery.number("fromId");
    if (id == null) {
      return newestTrades(restQuery);
    }
    Symbol symbol = restQuery.symbol();
    long position = symbol.trades().positionOfId(id);
    return RestResponse.ok(rows(symbol).trades(position, restQuery.limit()));
  }

  private RestResponse aggregates(RestQuery restQuery) {
    Symbol symbol = restQuery.symbol();
    TradeHistory trades = symbol.trades();
    TradeRows rows = rows(symbol);
    int limit = restQuery.limit();
    Long id = restQuery.number("fromId");
    Long start = restQuery.number("startTime");
    Long end = restQuery.number("endTime");
    if (id != null && (start != null || end != null)) {
      throw new BadRequestException(-1128, "Combination of optional parameters invalid.");
    }
    if (id != null) {
      return RestResponse.ok(rows.aggregates(trades.positionOfAggregate(id), 0, MAX, limit));
    }
    long until = end == null ? MAX : end;
    if (start != null) {
      return RestResponse.ok(rows.aggregates(trades.positionOfTime(start), start, until, limit));
    }
    long newest = end == null ? trades.end() : trades.positionOfTime(end + 1);
    return RestResponse.ok(rows.aggregates(rows.newestAggregates(newest, limit), 0, until, limit));
  }
}
