package io.coinpanel.backtest;

/** Takes trades of one symbol in the order of their ids. */
@FunctionalInterface
public interface TradeSink {

  /**
   * Takes trades of one price and time.
   *
   * @param after id of the last trade before them, if there was one: {@code first - 1}, or lower
   *     where the exchange is known not to have used the ids in between
   * @param first id of the first one, above that of all before
   * @param last id of the last one
   * @param price in units of {@link io.coinpanel.model.Price}
   * @param time in epoch milliseconds; it may go back
   */
  void trade(long after, long first, long last, long price, long time);
}
