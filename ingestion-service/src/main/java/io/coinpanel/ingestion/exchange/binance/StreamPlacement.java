package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.binance.StreamConnection.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which connection has which symbol: fills connections up to the exchange's limit, opens another
 * when all are full, and empties one when fewer are enough. Owned by the thread of {@link
 * BinanceStreams}.
 */
final class StreamPlacement {

  private static final int MAX_STREAMS = 1024;

  private final StreamConnections connections;
  private final ConnectionHandover handover;

  StreamPlacement(StreamConnections connections, ConnectionHandover handover) {
    this.connections = connections;
    this.handover = handover;
  }

  /** Assigns each wanted symbol that has no connection. */
  void assign(Set<String> wanted, long now) {
    for (String symbol : wanted) {
      if (!connections.isAssigned(symbol)) {
        place(symbol).or(() -> connections.connect(now)).ifPresent(place -> place.assign(symbol));
      }
    }
  }

  private Optional<StreamConnection> place(String symbol) {
    return connections.stream()
        .filter(one -> one.hasRequested(symbol))
        .findFirst()
        .or(() -> connections.stream().filter(one -> one.hasRoom(MAX_STREAMS)).findFirst());
  }

  /** After many unsubscribes, moves the streams of the smallest connection to the others. */
  void rebalance() {
    List<StreamConnection> used =
        connections.stream().filter(one -> one.state() == State.OPEN && one.size() > 0).toList();
    int streams = used.stream().mapToInt(StreamConnection::size).sum();
    if (used.size() > 1 && streams <= (used.size() - 1) * MAX_STREAMS / 2) {
      used.stream()
          .min(Comparator.comparingInt(StreamConnection::size))
          .ifPresent(smallest -> handover.retire(smallest, "rebalance", true));
    }
  }
}
