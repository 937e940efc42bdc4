package io.coinpanel.simulator.rest;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.market.Symbol;
import io.coinpanel.simulator.market.SymbolStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The {@code exchangeInfo} response: every symbol with status and filters. */
record ExchangeInfo(
    String timezone,
    long serverTime,
    List<Map<String, Object>> rateLimits,
    List<Object> exchangeFilters,
    List<Map<String, Object>> symbols) {

  private static final JsonMapper JSON = new JsonMapper();

  static ExchangeInfo of(Market market, RestQuery restQuery, long now, int weightPerMinute) {
    SymbolStatus status = status(restQuery.parameters().get("symbolStatus"));
    boolean permissions = !"false".equals(restQuery.parameters().get("showPermissionSets"));
    List<Map<String, Object>> rows =
        wanted(market, restQuery)
            .filter(symbol -> status == null || symbol.status() == status)
            .map(symbol -> row(symbol, permissions))
            .toList();
    return new ExchangeInfo("UTC", now, List.of(weightLimit(weightPerMinute)), List.of(), rows);
  }

  private static Stream<Symbol> wanted(Market market, RestQuery restQuery) {
    if (restQuery.has("symbol")) {
      return Stream.of(restQuery.symbol());
    }
    if (restQuery.has("symbols")) {
      return names(restQuery).stream().map(restQuery::symbol);
    }
    return market.symbols().stream();
  }

  /** The names in a parameter {@code symbols=["BTCUSDT","ETHUSDT"]}. */
  static List<String> names(RestQuery restQuery) {
    try {
      return Arrays.asList(
          JSON.readValue(String.valueOf(restQuery.parameters().get("symbols")), String[].class));
    } catch (JacksonException e) {
      throw new BadRequestException(-1100, "Illegal characters found in parameter 'symbols'.");
    }
  }

  private static @Nullable SymbolStatus status(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return Arrays.stream(SymbolStatus.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadRequestException(-1122, "Invalid symbolStatus."));
  }

  private static Map<String, Object> weightLimit(int weight) {
    return Map.of(
        "rateLimitType", "REQUEST_WEIGHT", "interval", "MINUTE", "intervalNum", 1, "limit", weight);
  }

  private static Map<String, Object> row(Symbol symbol, boolean permissions) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", symbol.name());
    row.put("status", symbol.status());
    row.put("baseAsset", symbol.pair().base());
    row.put("baseAssetPrecision", 8);
    row.put("quoteAsset", symbol.pair().quote());
    row.put("quotePrecision", 8);
    row.put("quoteAssetPrecision", 8);
    row.put("orderTypes", List.of("LIMIT", "LIMIT_MAKER", "MARKET"));
    row.put("isSpotTradingAllowed", true);
    row.put("isMarginTradingAllowed", false);
    row.put("filters", filters(symbol));
    row.put("permissions", List.of());
    if (permissions) {
      row.put("permissionSets", List.of(new ArrayList<>(List.of("SPOT"))));
    }
    return row;
  }

  private static List<Map<String, String>> filters(Symbol symbol) {
    String tick = DecimalUnits.toString(symbol.pair().tick());
    String step = DecimalUnits.toString(symbol.pair().step());
    return List.of(
        Map.of(
            "filterType",
            "PRICE_FILTER",
            "minPrice",
            tick,
            "maxPrice",
            "92233720368.00000000",
            "tickSize",
            tick),
        Map.of(
            "filterType", "LOT_SIZE", "minQty", step, "maxQty", "9000.00000000", "stepSize", step));
  }
}
