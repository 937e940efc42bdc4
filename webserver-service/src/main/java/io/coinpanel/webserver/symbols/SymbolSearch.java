package io.coinpanel.webserver.symbols;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds symbols by what a person types: the best match first. */
final class SymbolSearch {

  private static final int NO_MATCH = 9;

  /** The quote assets people mean when they do not say. */
  private static final Map<String, Integer> USUAL =
      Map.of("USDT", 0, "USDC", 1, "FDUSD", 2, "BTC", 3, "ETH", 4, "BNB", 5, "EUR", 6);

  private SymbolSearch() {}

  static List<Listing> search(Collection<Listing> listings, String query, int limit) {
    String wanted = query.strip().toUpperCase(Locale.ROOT).replaceAll("[/_ -]", "");
    return listings.stream()
        .filter(listing -> rank(listing, wanted) < NO_MATCH)
        .sorted(
            Comparator.<Listing>comparingInt(listing -> rank(listing, wanted))
                .thenComparingInt(listing -> USUAL.getOrDefault(listing.quote(), USUAL.size()))
                .thenComparingInt(listing -> listing.symbol().length())
                .thenComparing(Listing::symbol))
        .limit(limit)
        .toList();
  }

  private static int rank(Listing listing, String wanted) {
    String symbol = listing.symbol().toUpperCase(Locale.ROOT);
    if (symbol.equals(wanted)) {
      return 0;
    }
    if (listing.base().equalsIgnoreCase(wanted)) {
      return 1;
    }
    if (symbol.startsWith(wanted)) {
      return 2;
    }
    return symbol.contains(wanted) ? 3 : NO_MATCH;
  }
}
