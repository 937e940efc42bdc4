package io.coinpanel.ingestion.exchange;

/** The exchange's live trade streams. Calls return at once; events go to a {@link TradeSink}. */
public interface TradeStreams extends AutoCloseable {

  /** Opens the stream of a symbol and keeps it open, through as many connections as it takes. */
  void open(String symbol);

  /** Gives the stream of a symbol up. */
  void giveUp(String symbol);

  @Override
  void close();
}
