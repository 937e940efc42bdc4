package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;

/**
 * Finds connections that are dead, silent, idle, or near the exchange's limit of 24 hours, and ends
 * them or has them replaced. Owned by the thread of {@link BinanceStreams}.
 */
final class ConnectionWatchdog {

  private static final long HANDSHAKE_MILLIS = 10_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long RETIREMENT_MILLIS = Duration.ofHours(23).toMillis();
  private static final long SUSPICIOUS_FACTOR = 50;
  // A connection that never delivered much may be broken, or its symbols are quiet.
  private static final long UNPROVEN_FACTOR = 10;
  // The exchange pings every 20 seconds: a connection without even that is dead.
  private static final long DEAD_MILLIS = 90_000;

  private final StreamConnections connections;
  private final ConnectionHandover handover;
  private final long silenceMillis;

  /**
   * @param silence after which a busy connection is suspicious
   */
  ConnectionWatchdog(StreamConnections connections, ConnectionHandover handover, Duration silence) {
    this.connections = connections;
    this.handover = handover;
    this.silenceMillis = silence.toMillis();
  }

  void check(long now) {
    for (StreamConnection connection : connections.all()) {
      switch (connection.state()) {
        case CONNECTING -> {
          if (connection.age(now) > HANDSHAKE_MILLIS) {
            connections.abort(connection, "no handshake", now);
          }
        }
        case OPEN -> checkOpen(connection, now);
        case RETIRING, SUSPECT -> handover.closeWhenReplaced(connection, now);
        case CLOSING -> {
          if (connection.closingFor(now) > CLOSE_MILLIS) {
            connections.abort(connection, "no close frame", now);
          }
        }
      }
    }
  }

  private void checkOpen(StreamConnection connection, long now) {
    if (connection.isIdle()) {
      connection.close(now);
    } else if (connection.age(now) > RETIREMENT_MILLIS) {
      handover.retire(connection, "age", true);
    } else if (isSuspicious(connection, now)) {
      handover.retire(connection, "stale", false);
    } else if (connection.subscriptions().isUnresponsive(now)) {
      handover.retire(connection, "unanswered", true);
    }
  }

  private boolean isSuspicious(StreamConnection connection, long now) {
    long silence = connection.tradeSilence(now);
    long most =
        connection.hasEnoughTrades()
            ? Math.max(silenceMillis, connection.averageTradeInterval() * SUSPICIOUS_FACTOR)
            : silenceMillis * UNPROVEN_FACTOR;
    return silence > most || connection.pingSilence(now) > DEAD_MILLIS;
  }
}
