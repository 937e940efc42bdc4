package io.coinpanel.simulator.market;

/** Hears of every trade after it has become history. */
@FunctionalInterface
public interface TradeListener {

  /** The trade is {@code symbol.trades()} at this position. */
  void traded(Symbol symbol, long position);
}
