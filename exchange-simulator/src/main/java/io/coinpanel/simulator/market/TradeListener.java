package io.coinpanel.simulator.market;

/** Notified of every trade after it was added to history. */
@FunctionalInterface
public interface TradeListener {

  /** The trade is {@code symbol.trades()} at this position. */
  void traded(Symbol symbol, long position);
}
