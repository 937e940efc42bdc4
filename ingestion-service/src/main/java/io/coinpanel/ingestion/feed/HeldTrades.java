package io.coinpanel.ingestion.feed;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Live trades behind a gap, kept in order until the gap is closed. When there are too many they are
 * let go: history gives them again.
 */
final class HeldTrades {

  private static final int MOST = 20_000;

  private final TreeMap<Long, Held> trades = new TreeMap<>();

  record Held(long id, long price, long time) {}

  void hold(long id, long price, long time) {
    if (trades.size() == MOST) {
      trades.clear();
    }
    trades.put(id, new Held(id, price, time));
  }

  @Nullable Held first() {
    return trades.isEmpty() ? null : trades.firstEntry().getValue();
  }

  void dropFirst() {
    trades.pollFirstEntry();
  }

  boolean isEmpty() {
    return trades.isEmpty();
  }
}
