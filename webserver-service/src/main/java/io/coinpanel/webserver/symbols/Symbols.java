package io.coinpanel.webserver.symbols;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cached trading symbols. */
public final class Symbols {

  private static final int MAX = 50;

  private final SymbolRows rows;
  private volatile Map<String, TradingSymbol> trading = Map.of();
  private volatile boolean read;
  private volatile Runnable onChange = () -> {};

  Symbols(SymbolRows rows) {
    this.rows = rows;
  }

  /** Called after other symbols trade than before, on the thread that refreshes. */
  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Reads the table. */
  public void refresh() {
    Map<String, TradingSymbol> before = trading;
    trading =
        rows.findByTradingTrue().stream()
            .map(SymbolRow::toTradingSymbol)
            .collect(
                Collectors.toUnmodifiableMap(
                    TradingSymbol::symbol, tradingSymbol -> tradingSymbol));
    read = true;
    if (!before.keySet().equals(trading.keySet())) {
      onChange.run();
    }
  }

  /** Whether the table was ever read, even if it was empty. */
  public boolean isRead() {
    return read;
  }

  /** Whether the list has any symbols; until then symbols cannot be validated. */
  public boolean isLoaded() {
    return !trading.isEmpty();
  }

  /** Whether the symbol, in lower case, may be subscribed to. */
  public boolean isTrading(String symbol) {
    return trading.containsKey(symbol);
  }

  /** The best matches, limited. */
  public List<TradingSymbol> search(String query) {
    return SymbolSearch.search(trading.values(), query, MAX);
  }
}
