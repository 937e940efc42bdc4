package io.coinpanel.ingestion.exchange.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Symbols of which trades could not be read. Each is reported at most once a second, to avoid
 * flooding, and once after its last unreadable trade, so none is missed.
 */
final class UnreadableTrades {

  private static final long INTERVAL_MILLIS = 1_000;

  private final Set<String> symbols = new LinkedHashSet<>();
  private final Map<String, Long> reportedAt = new HashMap<>();

  void record(String symbol) {
    symbols.add(symbol);
  }

  void forget(String symbol) {
    symbols.remove(symbol);
    reportedAt.remove(symbol);
  }

  /** The symbols to report now. */
  List<String> due(long now) {
    if (symbols.isEmpty()) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    for (String symbol : symbols) {
      Long last = reportedAt.get(symbol);
      if (last == null || now - last >= INTERVAL_MILLIS) {
        due.add(symbol);
      }
    }
    due.forEach(
        symbol -> {
          symbols.remove(symbol);
          reportedAt.put(symbol, now);
        });
    return due;
  }
}
