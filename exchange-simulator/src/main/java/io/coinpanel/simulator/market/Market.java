package io.coinpanel.simulator.market;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All listed symbols; the only place where trades are published. */
public final class Market {

  private static final List<String> QUOTES =
      List.of("USDT", "USDC", "FDUSD", "BTC", "ETH", "BNB", "TRY", "EUR");

  private final HistoryMemoryBudget budget;
  private final TradeListener listener;
  private final Map<String, Symbol> byName = new LinkedHashMap<>();
  private final List<Symbol> symbols = new ArrayList<>();
  private long published;

  public Market(int symbols, long seed, int historyPerSymbol, TradeListener listener) {
    budget = new HistoryMemoryBudget(historyPerSymbol);
    this.listener = listener;
    new SymbolCatalog(seed)
        .pairs(symbols)
        .forEach(
            tradingPair ->
                list(
                    tradingPair,
                    SymbolCatalog.status(this.symbols.size()),
                    1_000_000L * (this.symbols.size() + 1)));
  }

  private Symbol list(TradingPair tradingPair, SymbolStatus status, long firstTradeId) {
    Symbol symbol = new Symbol(tradingPair, status, firstTradeId, new TradeHistory(budget));
    byName.put(tradingPair.name(), symbol);
    symbols.add(symbol);
    return symbol;
  }

  /** In the order of listing, the busiest first. */
  public List<Symbol> symbols() {
    return Collections.unmodifiableList(symbols);
  }

  /** By its name in upper case. */
  public @Nullable Symbol symbol(String name) {
    return byName.get(name);
  }

  /** The symbol of this name, listed now if it was not, at this price in units. */
  public Symbol symbolOrNew(String name, long price) {
    Symbol known = byName.get(name);
    return known != null
        ? known
        : list(pair(name, price), SymbolStatus.TRADING, 1_000_000L * (symbols.size() + 1));
  }

  /** Lists a symbol, or lists it again without its trades; its ids begin at {@code firstId}. */
  public void list(String name, long price, long firstId) {
    Symbol known = byName.get(name);
    if (known == null) {
      list(pair(name, price), SymbolStatus.TRADING, firstId);
    } else {
      known.relist(pair(name, price), firstId, new TradeHistory(budget));
    }
  }

  private static TradingPair pair(String name, long price) {
    String quote = QUOTES.stream().filter(name::endsWith).findFirst().orElse("USDT");
    String base = name.endsWith(quote) ? name.substring(0, name.length() - quote.length()) : name;
    return TradingPair.priced(base, name.substring(base.length()), price);
  }

  /** Publishes a trade under the symbol's next id and returns it. */
  public long publish(Symbol symbol, long price, long quantity, long time, boolean buyerIsMaker) {
    long id = symbol.nextTradeId();
    publish(symbol, id, price, quantity, time, buyerIsMaker);
    return id;
  }

  /** Publishes a trade under the given id, above the symbol's last. */
  public void publish(
      Symbol symbol, long id, long price, long quantity, long time, boolean buyerIsMaker) {
    TradeHistory trades = symbol.trades();
    trades.append(id, price, quantity, time, buyerIsMaker);
    symbol.skipIds(0);
    published++;
    listener.traded(symbol, trades.end() - 1);
  }

  /** Trades so far. */
  public long published() {
    return published;
  }
}
