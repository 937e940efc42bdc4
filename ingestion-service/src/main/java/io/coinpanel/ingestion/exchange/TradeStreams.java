package io.coinpanel.ingestion.exchange;

/** The exchange's live trade streams. Calls return at once; events go to a {@link TradeSink}. */
public interface TradeStreams extends AutoCloseable {

  /** Subscribes to a symbol's stream and keeps it subscribed across reconnects. */
  void subscribe(String symbol);

  /** Unsubscribes from a symbol's stream. */
  void unsubscribe(String symbol);

  @Override
  void close();
}
