package io.coinpanel.webserver.symbols;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Searches symbols, best match first. */
final class SymbolSearch {

  private static final int NO_MATCH = 9;

  /** Default quote assets. */
  private static final Map<String, Integer> USUAL =
      Map.of("USDT", 0, "USDC", 1, "FDUSD", 2, "BTC", 3, "ETH", 4, "BNB", 5, "EUR", 6);

  private SymbolSearch() {}

  static List<TradingSymbol> search(Collection<TradingSymbol> listings, String query, int limit) {
    String wanted = query.strip().toUpperCase(Locale.ROOT).replaceAll("[/_ -]", "");
    return listings.stream()
        .filter(tradingSymbol -> rank(tradingSymbol, wanted) < NO_MATCH)
        .sorted(
            Comparator.<TradingSymbol>comparingInt(tradingSymbol -> rank(tradingSymbol, wanted))
                .thenComparingInt(
                    tradingSymbol -> USUAL.getOrDefault(tradingSymbol.quote(), USUAL.size()))
                .thenComparingInt(tradingSymbol -> tradingSymbol.symbol().length())
                .thenComparing(TradingSymbol::symbol))
        .limit(limit)
        .toList();
  }

  private static int rank(TradingSymbol tradingSymbol, String wanted) {
    String symbol = tradingSymbol.symbol().toUpperCase(Locale.ROOT);
    if (symbol.equals(wanted)) {
      return 0;
    }
    if (tradingSymbol.base().equalsIgnoreCase(wanted)) {
      return 1;
    }
    if (symbol.startsWith(wanted)) {
      return 2;
    }
    return symbol.contains(wanted) ? 3 : NO_MATCH;
  }
}
