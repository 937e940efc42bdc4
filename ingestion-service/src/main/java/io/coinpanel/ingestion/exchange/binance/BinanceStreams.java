package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * Binance's trade streams, over as many connections as they need. One thread compares what is
 * wanted with what the exchange has confirmed and sends the difference, at a pace that keeps every
 * limit. A connection that has to go is replaced before it is closed.
 */
public final class BinanceStreams implements TradeStreams, StreamSocket.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceStreams.class);

  private static final int MOST_STREAMS = 1024;
  private static final long STEP_MILLIS = 50;
  private static final long HANDSHAKE_MILLIS = 10_000;
  private static final long STABLE_MILLIS = 10_000;
  private static final long RETIREMENT_MILLIS = Duration.ofHours(23).toMillis();
  private static final long REFUSED_MILLIS = 2_000;
  private static final long SUSPICIOUS_FACTOR = 50;
  // One that never delivered much may be broken from the start, or its symbols are quiet.
  private static final long UNPROVEN_FACTOR = 10;
  // The exchange pings every 20 seconds: a connection without even that is dead.
  private static final long DEAD_MILLIS = 90_000;
  private static final long CLOSE_MILLIS = 5_000;
  // The code of a socket that ended without a close frame.
  private static final String BROKEN = "1006";

  private final URI uri;
  private final SymbolSlots slots;
  private final TradeSink sink;
  private final InstantSource clock;
  private final StreamMetrics metrics;
  private final StreamPatience patience;
  private final ConnectionAttempts attempts;
  private final Backoff backoff;
  private final ObjectMapper json = new ObjectMapper();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("exchange").daemon().factory());

  // Owned by the thread.
  private final Set<String> wanted = new LinkedHashSet<>();
  // Wanted symbols whose stream was told to be open.
  private final Set<String> streaming = new HashSet<>();
  private final List<StreamConnection> connections = new ArrayList<>();
  private long connectAt;

  /**
   * @param base where the exchange's web socket is, without a path
   * @param attempts shared by all that connect from this address
   */
  public BinanceStreams(
      URI base,
      SymbolSlots slots,
      TradeSink sink,
      InstantSource clock,
      RandomGenerator random,
      StreamPatience patience,
      ConnectionAttempts attempts,
      StreamMetrics metrics) {
    this.uri = base.resolve("/ws");
    this.slots = slots;
    this.sink = sink;
    this.clock = clock;
    this.metrics = metrics;
    this.patience = patience;
    this.attempts = attempts;
    this.backoff = new Backoff(patience.reconnect(), random);
  }

  /** Begins to connect. */
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::step, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void open(String symbol) {
    post(
        () -> {
          wanted.add(symbol);
          // Given up a moment ago, and still there: nothing more is going to be confirmed.
          connections.stream()
              .filter(connection -> connection.keep(symbol))
              .findFirst()
              .ifPresent(_ -> streaming(symbol));
        });
  }

  @Override
  public void giveUp(String symbol) {
    post(
        () -> {
          wanted.remove(symbol);
          streaming.remove(symbol);
          connections.forEach(connection -> connection.unassign(symbol));
        });
  }

  @Override
  public void close() {
    post(() -> connections.forEach(connection -> connection.close(clock.millis())));
    thread.shutdown();
  }

  // -- from the sockets' threads

  @Override
  public void opened(StreamSocket socket) {
    post(() -> find(socket).ifPresent(StreamConnection::opened));
  }

  @Override
  public void control(StreamSocket socket, String frame) {
    post(() -> find(socket).ifPresent(connection -> control(connection, frame)));
  }

  @Override
  public void closed(StreamSocket socket, String why) {
    post(() -> find(socket).ifPresent(connection -> closed(connection, why)));
  }

  private void post(Runnable task) {
    try {
      thread.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException bug) {
              LOG.error("The exchange's connections go on after a failure", bug);
            }
          });
    } catch (RejectedExecutionException ended) {
      LOG.debug("Said after the end: {}", ended.getMessage());
    }
  }

  // -- from here on: the thread

  private void step() {
    try {
      long now = clock.millis();
      assign(now);
      connections.forEach(connection -> connection.step(now));
      watch(now);
      rebalance();
      connections.forEach(connection -> connection.list(now, patience.confirmation().toMillis()));
    } catch (RuntimeException bug) {
      LOG.error("The exchange's connections go on after a failure", bug);
    }
  }

  private void assign(long now) {
    for (String symbol : wanted) {
      if (connections.stream().noneMatch(connection -> connection.isAssigned(symbol))) {
        Optional<StreamConnection> place =
            connections.stream().filter(one -> one.hasRoom(MOST_STREAMS)).findFirst();
        if (place.isEmpty()) {
          place = connect(now);
        }
        if (place.isEmpty()) {
          return;
        }
        place.get().assign(symbol);
      }
    }
  }

  private Optional<StreamConnection> connect(long now) {
    if (now < connectAt || !attempts.tryTake()) {
      return Optional.empty();
    }
    RollingLimit pace = new RollingLimit(4, Duration.ofMillis(1_100), clock);
    StreamSocket socket = new StreamSocket(uri, slots, sink, this, pace, clock);
    StreamConnection connection = new StreamConnection(socket, pace, now);
    connections.add(connection);
    metrics.connecting(connections.size());
    socket.connect();
    return Optional.of(connection);
  }

  private void watch(long now) {
    for (StreamConnection connection : List.copyOf(connections)) {
      if (connection.isClosing()) {
        bury(connection, now);
      } else if (connection.isRetiring()) {
        closeWhenReplaced(connection, now);
      } else if (!connection.isOpen() && connection.age(now) > HANDSHAKE_MILLIS) {
        connection.close(now);
        closed(connection, "no handshake");
      } else if (connection.isIdle()) {
        connection.close(now);
      } else if (connection.age(now) > RETIREMENT_MILLIS) {
        retire(connection, "age");
      } else if (isSuspicious(connection, now)) {
        retire(connection, "stale");
        connection.confirmed().forEach(this::doubt);
      }
    }
  }

  /** When many symbols have gone, the streams of the smallest connection move to the others. */
  private void rebalance() {
    List<StreamConnection> used =
        connections.stream().filter(one -> !one.isRetiring() && one.size() > 0).toList();
    int streams = used.stream().mapToInt(StreamConnection::size).sum();
    if (used.size() > 1 && streams <= (used.size() - 1) * MOST_STREAMS / 2) {
      used.stream()
          .min(Comparator.comparingInt(StreamConnection::size))
          .ifPresent(smallest -> retire(smallest, "rebalance"));
    }
  }

  /** One that said goodbye and hears no answer is gone all the same. */
  private void bury(StreamConnection connection, long now) {
    if (connection.closingFor(now) > CLOSE_MILLIS) {
      connection.abandon();
      closed(connection, "no goodbye");
    }
  }

  private boolean isSuspicious(StreamConnection connection, long now) {
    long least = patience.silence().toMillis();
    long silence = connection.silence(now);
    long most =
        connection.isProven()
            ? Math.max(least, connection.usualSilence() * SUSPICIOUS_FACTOR)
            : least * UNPROVEN_FACTOR;
    return silence > most || connection.deadFor(now) > DEAD_MILLIS;
  }

  private void retire(StreamConnection connection, String why) {
    LOG.info("A connection of {} streams is replaced: {}", connection.confirmed().size(), why);
    metrics.replaced(why);
    connection.retire();
  }

  private void closeWhenReplaced(StreamConnection old, long now) {
    boolean replaced =
        old.confirmed().stream()
            .allMatch(symbol -> !wanted.contains(symbol) || isConfirmedBeside(old, symbol));
    if (replaced) {
      old.close(now);
    }
  }

  private boolean isConfirmedBeside(StreamConnection old, String symbol) {
    return connections.stream().anyMatch(one -> one != old && one.hasConfirmed(symbol));
  }

  private void control(StreamConnection connection, String frame) {
    switch (ControlFrame.read(json, frame)) {
      case ControlFrame.Acknowledged(int id) ->
          connection.acknowledged(id, clock.millis()).forEach(this::streaming);
      case ControlFrame.Subscribed(int id, List<String> streams) ->
          connection.listed(id, streams).forEach(symbol -> lost(connection, symbol));
      case ControlFrame.Refused refused -> {
        LOG.warn("The exchange refused a command: {}; asking again later", refused);
        connection.refused(refused.id(), clock.millis() + REFUSED_MILLIS);
      }
      case ControlFrame.ServerShutdown() -> retire(connection, "shutdown");
      case ControlFrame.Unknown(String kind) -> metrics.skipped(kind);
    }
  }

  private void closed(StreamConnection connection, String why) {
    if (!connections.remove(connection)) {
      return;
    }
    boolean expected = connection.isRetiring() || connection.isIdle();
    metrics.closed(connections.size(), expected ? "replaced" : reason(connection, why));
    connection.confirmed().forEach(symbol -> lost(connection, symbol));
    if (!expected) {
      reconnect(connection, why);
    }
  }

  private void streaming(String symbol) {
    if (wanted.contains(symbol) && streaming.add(symbol)) {
      sink.streamOpened(symbol);
    }
  }

  private static String reason(StreamConnection connection, String why) {
    if (!connection.isOpen()) {
      return "refused";
    }
    return why.startsWith(BROKEN) ? "broken" : "closed";
  }

  private void lost(StreamConnection connection, String symbol) {
    if (!isConfirmedBeside(connection, symbol)) {
      doubt(symbol);
    }
  }

  /** Trades may have been missed: history is asked when the next connection has the stream. */
  private void doubt(String symbol) {
    if (streaming.remove(symbol)) {
      sink.streamLost(symbol);
    }
  }

  private void reconnect(StreamConnection connection, String why) {
    long now = clock.millis();
    if (connection.age(now) > STABLE_MILLIS) {
      backoff.succeeded();
    }
    long wait = backoff.failed();
    connectAt = now + wait;
    LOG.warn("A connection to {} was lost ({}); the next is opened in {} ms", uri, why, wait);
  }

  private Optional<StreamConnection> find(StreamSocket socket) {
    return connections.stream().filter(one -> one.socket() == socket).findFirst();
  }
}
