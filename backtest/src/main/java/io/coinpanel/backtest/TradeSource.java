package io.coinpanel.backtest;

import java.io.Closeable;
import java.io.IOException;

/** Past trades, read part by part, so that the reader can stop in between. */
public interface TradeSource extends Closeable {

  /**
   * Reads some more trades.
   *
   * @return false if there are no more
   * @throws UnusableTradesException if they cannot be read as what they should be
   */
  boolean readInto(TradeSink sink) throws IOException, InterruptedException;

  /** How much of it has been read, from 0 to 1. */
  double progress();
}
