package io.coinpanel.ingestion.exchange.binance;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Symbols of which a socket delivered unreadable trades: recorded by its reader thread, drained by
 * the thread of {@link BinanceStreams}.
 */
final class UnreadableSymbols {

  private final Set<String> symbols = ConcurrentHashMap.newKeySet();
  private volatile boolean unknown;

  /**
   * @param symbol in lower case
   */
  void record(String symbol) {
    symbols.add(symbol);
  }

  /** A trade could not be read of which not even the symbol is known. */
  void recordUnknown() {
    unknown = true;
  }

  /** Those recorded since the last call. */
  Set<String> drain() {
    if (symbols.isEmpty()) {
      return Set.of();
    }
    Set<String> taken = Set.copyOf(symbols);
    symbols.removeAll(taken);
    return taken;
  }

  /** Whether there was one of an unknown symbol since the last call. */
  boolean drainUnknown() {
    boolean taken = unknown;
    if (taken) {
      unknown = false;
    }
    return taken;
  }
}
