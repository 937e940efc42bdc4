package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.TradeSink;
import java.util.HashSet;
import java.util.Set;

/**
 * Reports to the sink which wanted streams are open, by comparing what it last reported with what
 * is: every symbol converges regardless of the order of events. Owned by the thread of {@link
 * BinanceStreams}.
 */
final class StreamReports {

  private final TradeSink sink;
  private final StreamConnections connections;
  private final UnreadableTrades unreadable = new UnreadableTrades();
  // Wanted symbols reported as open.
  private final Set<String> open = new HashSet<>();

  StreamReports(TradeSink sink, StreamConnections connections) {
    this.sink = sink;
    this.connections = connections;
  }

  /** Reports streams that were opened or lost. */
  void report(Set<String> wanted) {
    for (String symbol : wanted) {
      boolean delivered = connections.deliver(symbol);
      if (delivered && open.add(symbol)) {
        sink.streamOpened(symbol);
      } else if (!delivered && open.remove(symbol)) {
        sink.streamLost(symbol);
      }
    }
  }

  /** Reports unreadable trades, each symbol from time to time. */
  void reportUnreadable(long now) {
    for (StreamConnection connection : connections.all()) {
      UnreadableSymbols found = connection.socket().unreadable();
      found.drain().forEach(unreadable::record);
      if (found.drainUnknown()) {
        connection.subscriptions().confirmed().forEach(unreadable::record);
      }
    }
    unreadable.due(now).stream().filter(open::contains).forEach(sink::tradeUnreadable);
  }

  /** The stream is no longer wanted. */
  void forget(String symbol) {
    open.remove(symbol);
    unreadable.forget(symbol);
  }
}
