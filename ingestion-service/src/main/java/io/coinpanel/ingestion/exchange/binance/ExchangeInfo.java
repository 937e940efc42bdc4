package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.Listing.ListedSymbol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an answer of {@code exchangeInfo} says.
 *
 * @param trading each symbol once
 * @param unusable how many entries cannot be used
 */
record ExchangeInfo(List<ListedSymbol> trading, int unusable) {

  private static final String TRADING = "TRADING";

  static ExchangeInfo parse(byte[] body) throws UnusableAnswer {
    JsonNode answer = AnswerJson.read(body);
    JsonNode rows = answer.path("symbols");
    if (!rows.isArray()) {
      throw new UnusableAnswer("no list of symbols: " + AnswerJson.excerpt(answer));
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
    // Requests name a symbol by its upper case, which some letters do not survive.
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
