package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.binance.StreamConnection.State;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces connections make-before-break: a retiring one delivers until others have all its
 * streams. Owned by the thread of {@link BinanceStreams}.
 */
final class ConnectionHandover {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandover.class);

  // The new connection may be ahead: trades from before its subscription are still under way on the
  // old one, by as much as that one lags. Waiting a while covers a lag of any symbol, quiet ones
  // too; comparing trade ids does not help for a symbol that has not traded on both. It costs
  // some duplicates at each handover, and a longer lag is a gap that history fills.
  private static final long LINGER_MILLIS = 5_000;

  private final StreamConnections connections;
  private final Set<String> wanted;
  private final RejectedStreams rejected;
  private final StreamMetrics metrics;

  /**
   * @param wanted the symbols that are to be streamed, as they change
   */
  ConnectionHandover(
      StreamConnections connections,
      Set<String> wanted,
      RejectedStreams rejected,
      StreamMetrics metrics) {
    this.connections = connections;
    this.wanted = wanted;
    this.rejected = rejected;
    this.metrics = metrics;
  }

  /**
   * Begins to replace a connection.
   *
   * @param delivers whether what it still delivers can be relied on
   */
  void retire(StreamConnection connection, String why, boolean delivers) {
    int streams = connection.subscriptions().confirmed().size();
    LOG.info("Replacing connection with {} streams: {}", streams, why);
    metrics.replaced(why);
    connection.retire(delivers);
  }

  /** Closes a retiring connection when it is no longer needed. */
  void closeWhenReplaced(StreamConnection old, long now) {
    boolean replaced =
        old.subscriptions().confirmed().stream()
            .filter(wanted::contains)
            .allMatch(symbol -> isReplaced(old, symbol));
    boolean needed = old.subscriptions().confirmed().stream().anyMatch(wanted::contains);
    if (old.replacedFor(replaced, now) >= LINGER_MILLIS || !needed) {
      old.close(now);
    }
  }

  private boolean isReplaced(StreamConnection old, String symbol) {
    return connections.stream().anyMatch(one -> one != old && one.delivers(symbol))
        || (old.state() == State.SUSPECT && rejected.isHalted(symbol));
  }
}
