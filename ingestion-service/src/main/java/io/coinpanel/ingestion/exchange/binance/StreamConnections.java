package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.binance.StreamConnection.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to the exchange, opened within its limits and with a back-off after failures.
 * Owned by the thread of {@link BinanceStreams}.
 */
final class StreamConnections {

  private static final Logger LOG = LoggerFactory.getLogger(StreamConnections.class);

  private static final int MAX_MESSAGES = 4;
  private static final Duration MESSAGE_WINDOW = Duration.ofMillis(1_100);
  private static final long STABLE_MILLIS = 10_000;
  // The code of a socket that ended without a close frame.
  private static final String BROKEN = "1006";

  private final Supplier<StreamSocket> sockets;
  private final RejectedStreams rejected;
  private final StreamEnvironment environment;
  private final Backoff backoff;
  private final List<StreamConnection> connections = new ArrayList<>();
  private long connectAt;

  StreamConnections(
      Supplier<StreamSocket> sockets, RejectedStreams rejected, StreamEnvironment environment) {
    this.sockets = sockets;
    this.rejected = rejected;
    this.environment = environment;
    this.backoff = new Backoff(environment.timeouts().reconnect(), environment.random());
  }

  /** All of them now; connections may be opened and closed meanwhile. */
  List<StreamConnection> all() {
    return List.copyOf(connections);
  }

  Stream<StreamConnection> stream() {
    return connections.stream();
  }

  Optional<StreamConnection> find(StreamSocket socket) {
    return connections.stream().filter(one -> one.socket() == socket).findFirst();
  }

  boolean isAssigned(String symbol) {
    return connections.stream().anyMatch(one -> one.isAssigned(symbol));
  }

  /** Whether every trade of this symbol from now on comes from one of them. */
  boolean deliver(String symbol) {
    return connections.stream().anyMatch(one -> one.delivers(symbol));
  }

  /** Opens one, if the back-off and the limits allow it now. */
  Optional<StreamConnection> connect(long now) {
    if (now < connectAt || !environment.attempts().tryAcquire()) {
      return Optional.empty();
    }
    StreamConnection connection =
        new StreamConnection(
            sockets.get(),
            new SlidingWindowLimit(MAX_MESSAGES, MESSAGE_WINDOW, environment.clock()),
            new StreamSubscriptions(rejected, environment.timeouts().confirmation().toMillis()),
            now);
    connections.add(connection);
    environment.metrics().connecting(connections.size());
    connection.socket().connect();
    return Optional.of(connection);
  }

  /** Ends one without a close frame. */
  void abort(StreamConnection connection, String why, long now) {
    connection.socket().abort();
    closed(connection, why, now);
  }

  /** One has ended; delays the next unless that was expected. */
  void closed(StreamConnection connection, String why, long now) {
    if (!connections.remove(connection)) {
      return;
    }
    boolean expected =
        switch (connection.state()) {
          case CONNECTING, OPEN -> false;
          case RETIRING, SUSPECT, CLOSING -> true;
        };
    environment
        .metrics()
        .closed(connections.size(), expected ? "replaced" : reason(connection, why));
    if (!expected) {
      reconnect(connection, why, now);
    }
  }

  private static String reason(StreamConnection connection, String why) {
    if (connection.state() == State.CONNECTING) {
      return "refused";
    }
    return why.startsWith(BROKEN) ? "broken" : "closed";
  }

  private void reconnect(StreamConnection connection, String why, long now) {
    Optional<Duration> pause =
        connection
            .socket()
            .refusal()
            .flatMap(refusal -> refusal.pause(environment.wallClock().instant()));
    pause.ifPresent(environment.attempts()::pause);
    long delay = delayNext(connection, now);
    long wait = Math.max(delay, pause.orElse(Duration.ZERO).toMillis());
    LOG.warn("Connection to {} lost ({}); reconnecting in {} ms", connection.uri(), why, wait);
  }

  /** The server of one will shut down. */
  void serverShutsDown(StreamConnection connection, long now) {
    if (connection.age(now) <= STABLE_MILLIS) {
      // Or each new connection that is shut down at once opens the next.
      var _ = delayNext(connection, now);
    }
  }

  /** Delays the next connection, longer after short-lived ones. */
  private long delayNext(StreamConnection connection, long now) {
    if (connection.age(now) > STABLE_MILLIS) {
      backoff.reset();
    }
    long wait = backoff.nextDelayMillis();
    connectAt = now + wait;
    return wait;
  }
}
