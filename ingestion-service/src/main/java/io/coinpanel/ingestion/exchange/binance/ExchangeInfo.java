package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.SymbolListing.ListedSymbol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A parsed {@code exchangeInfo} response.
 *
 * @param trading each symbol once
 * @param unusable number of invalid entries
 */
record ExchangeInfo(List<ListedSymbol> trading, int unusable) {

  private static final String TRADING = "TRADING";

  static ExchangeInfo parse(byte[] body) throws InvalidResponseException {
    JsonNode answer = ResponseJson.parse(body);
    JsonNode rows = answer.path("symbols");
    if (!rows.isArray()) {
      throw new InvalidResponseException("not a list of symbols: " + ResponseJson.excerpt(answer));
    }
    Map<String, ListedSymbol> trading = new LinkedHashMap<>();
    int unusable = 0;
    for (JsonNode row : rows) {
      String status = text(row.path("status"));
      if (status.isEmpty() || status.equals(TRADING)) {
        Optional<ListedSymbol> symbol = status.isEmpty() ? Optional.empty() : symbol(row);
        symbol.ifPresent(listed -> trading.putIfAbsent(listed.name(), listed));
        unusable += symbol.isPresent() ? 0 : 1;
      }
    }
    return new ExchangeInfo(List.copyOf(trading.values()), unusable);
  }

  private static Optional<ListedSymbol> symbol(JsonNode row) {
    String symbol = text(row.path("symbol"));
    String name = symbol.toLowerCase(Locale.ROOT);
    String base = text(row.path("baseAsset"));
    String quote = text(row.path("quoteAsset"));
    // Requests use the upper-case name, which is lossy for some letters.
    boolean usable = !base.isEmpty() && !quote.isEmpty() && !name.isEmpty();
    return usable && name.toUpperCase(Locale.ROOT).equals(symbol)
        ? Optional.of(new ListedSymbol(name, base, quote))
        : Optional.empty();
  }

  /** Empty unless it is text that Postgres can hold. */
  private static String text(JsonNode value) {
    String text = value.isString() ? value.stringValue() : "";
    return text.chars().anyMatch(Character::isISOControl) ? "" : text;
  }
}
