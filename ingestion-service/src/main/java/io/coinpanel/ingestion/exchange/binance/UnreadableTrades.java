package io.coinpanel.ingestion.exchange.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Symbols of which trades could not be read. Each is due at most once a second, so that a broken
 * stream floods nobody, and once more after its last unreadable trade, so that none is passed over.
 */
final class UnreadableTrades {

  private static final long INTERVAL_MILLIS = 1_000;

  private final Set<String> found = new LinkedHashSet<>();
  private final Map<String, Long> reportedAt = new HashMap<>();

  void found(String symbol) {
    found.add(symbol);
  }

  void forget(String symbol) {
    found.remove(symbol);
    reportedAt.remove(symbol);
  }

  /** The symbols to report now. */
  List<String> due(long now) {
    if (found.isEmpty()) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    for (String symbol : found) {
      Long last = reportedAt.get(symbol);
      if (last == null || now - last >= INTERVAL_MILLIS) {
        due.add(symbol);
      }
    }
    due.forEach(
        symbol -> {
          found.remove(symbol);
          reportedAt.put(symbol, now);
        });
    return due;
  }
}
