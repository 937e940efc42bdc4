package io.coinpanel.ingestion.exchange;

/**
 * Takes what an exchange's streams deliver. Calls come from the threads that read the sockets; a
 * call that blocks keeps that socket from being read, which is how the feed holds the exchange
 * back.
 */
public interface TradeSink {

  /**
   * A trade as the stream delivered it, perhaps repeated, out of order, or behind a gap.
   *
   * @param slot the symbol's slot in {@link SymbolSlots}
   * @param price units of {@link io.coinpanel.model.Price}
   * @param time epoch milliseconds
   */
  void trade(int slot, long id, long price, long time);

  /** The exchange confirmed the symbol's stream: from here on its trades are delivered. */
  void streamOpened(String symbol);

  /** The symbol's stream broke: trades may be missed until it is opened again. */
  void streamLost(String symbol);

  /**
   * The symbol's stream delivered a trade that cannot be read: only history can give it. The stream
   * goes on.
   */
  void tradeUnreadable(String symbol);
}
