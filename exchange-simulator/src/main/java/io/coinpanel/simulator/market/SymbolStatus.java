package io.coinpanel.simulator.market;

/** Whether a symbol is traded. */
public enum SymbolStatus {
  TRADING,
  HALT,
  BREAK,
  CANCEL_ONLY
}
