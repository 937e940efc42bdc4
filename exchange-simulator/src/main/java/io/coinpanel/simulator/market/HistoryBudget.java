package io.coinpanel.simulator.market;

/**
 * How much history may be kept: so much per symbol, and all symbols together within a quarter of
 * the heap, so that a long run at full speed stays in memory.
 */
final class HistoryBudget {

  private static final int BYTES_PER_TRADE = 5 * Long.BYTES;

  private final int perSymbol;
  private long left = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_TRADE;

  HistoryBudget(int perSymbol) {
    this.perSymbol = perSymbol;
  }

  /** Whether a history of this capacity may double it. */
  boolean grant(int capacity) {
    if (capacity >= perSymbol || left < capacity) {
      return false;
    }
    left -= capacity;
    return true;
  }
}
