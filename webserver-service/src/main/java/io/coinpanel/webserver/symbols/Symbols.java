package io.coinpanel.webserver.symbols;

import io.coinpanel.model.Symbol;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The symbols that are trading, as the table had them a moment ago. */
public final class Symbols {

  private static final int MOST = 50;

  private final SymbolRows rows;
  private volatile Map<String, Listing> trading = Map.of();
  private volatile boolean read;

  Symbols(SymbolRows rows) {
    this.rows = rows;
  }

  /** Reads the table. */
  public void refresh() {
    trading =
        rows.findByTradingTrue().stream()
            .map(Symbols::listing)
            .collect(Collectors.toUnmodifiableMap(Listing::symbol, listing -> listing));
    read = true;
  }

  private static Listing listing(Symbol symbol) {
    return new Listing(symbol.name(), symbol.baseAsset(), symbol.quoteAsset());
  }

  /** Whether the table was ever read, even if it was empty. */
  public boolean isRead() {
    return read;
  }

  /** Whether there is anything in the list; if not, nobody can say what is a symbol. */
  public boolean isLoaded() {
    return !trading.isEmpty();
  }

  /** Whether the symbol, in lower case, may be subscribed to. */
  public boolean isTrading(String symbol) {
    return trading.containsKey(symbol);
  }

  /** The best matches first, and not too many of them. */
  public List<Listing> search(String query) {
    return SymbolSearch.search(trading.values(), query, MOST);
  }
}
