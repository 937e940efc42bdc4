package io.coinpanel.ingestion.exchange;

/**
 * Receives what the exchange's streams deliver. Called from the socket reader threads; blocking
 * calls apply back-pressure to the socket.
 */
public interface TradeSink {

  /**
   * A trade as delivered, possibly duplicated, out of order, or after a gap.
   *
   * @param slot the symbol's slot in {@link SymbolSlots}
   * @param price units of {@link io.coinpanel.model.Price}
   * @param time epoch milliseconds
   */
  void trade(int slot, long id, long price, long time);

  /** The exchange confirmed the stream; its trades are delivered from now on. */
  void streamOpened(String symbol);

  /** The stream broke; trades may be missed until it is confirmed again. */
  void streamLost(String symbol);

  /**
   * The stream delivered an unreadable trade, which only history can supply. The stream stays open.
   */
  void tradeUnreadable(String symbol);
}
