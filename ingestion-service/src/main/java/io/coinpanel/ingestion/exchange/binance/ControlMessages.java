package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.binance.StreamConnection.State;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * Applies what the exchange says on a connection besides trades. Owned by the thread of {@link
 * BinanceStreams}.
 */
final class ControlMessages {

  private static final Logger LOG = LoggerFactory.getLogger(ControlMessages.class);

  private final ObjectMapper json = new ObjectMapper();
  private final StreamConnections connections;
  private final ConnectionHandover handover;
  private final StreamMetrics metrics;

  ControlMessages(
      StreamConnections connections, ConnectionHandover handover, StreamMetrics metrics) {
    this.connections = connections;
    this.handover = handover;
    this.metrics = metrics;
  }

  void apply(StreamConnection connection, String frame, long now) {
    StreamSubscriptions subscriptions = connection.subscriptions();
    switch (ControlMessage.parse(json, frame)) {
      case ControlMessage.Acknowledged(int id) -> subscriptions.acknowledged(id, now);
      case ControlMessage.SubscriptionList(int id, List<String> streams) ->
          subscriptions.applyList(id, streams, now).ifPresent(ControlMessages::reportHalted);
      case ControlMessage.Rejected answer -> {
        LOG.info("The exchange rejected a command: {}", answer);
        subscriptions.rejected(answer.id(), now).ifPresent(ControlMessages::reportHalted);
      }
      case ControlMessage.ServerShutdown() -> serverShutsDown(connection, now);
      case ControlMessage.Unknown(String kind) -> metrics.skipped(kind);
    }
  }

  private static void reportHalted(String symbol) {
    LOG.warn("The exchange rejects the stream of {}; retrying at most hourly", symbol);
  }

  private void serverShutsDown(StreamConnection connection, long now) {
    if (connection.state() == State.OPEN) {
      connections.serverShutsDown(connection, now);
      handover.retire(connection, "shutdown", true);
    }
  }
}
