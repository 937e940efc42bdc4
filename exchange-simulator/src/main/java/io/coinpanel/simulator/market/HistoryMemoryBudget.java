package io.coinpanel.simulator.market;

/** Limits history per symbol and in total to a quarter of the heap. */
final class HistoryMemoryBudget {

  private static final int BYTES_PER_TRADE = 5 * Long.BYTES;

  private final int perSymbol;
  private long left = Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_TRADE;

  HistoryMemoryBudget(int perSymbol) {
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
