package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import java.net.InetAddress;
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
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.ObjectMapper;

/**
 * Binance's trade streams over as many connections as needed. One thread reconciles desired with
 * confirmed streams within the rate limits and reports changes. Connections are replaced
 * make-before-break.
 */
public final class BinanceStreams implements TradeStreams, StreamSocket.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceStreams.class);

  private static final int MAX_STREAMS = 1024;
  private static final long STEP_MILLIS = 50;
  private static final long HANDSHAKE_MILLIS = 10_000;
  private static final long STABLE_MILLIS = 10_000;
  private static final long RETIREMENT_MILLIS = Duration.ofHours(23).toMillis();
  private static final long SUSPICIOUS_FACTOR = 50;
  // A connection that never delivered much may be broken, or its symbols are quiet.
  private static final long UNPROVEN_FACTOR = 10;
  // The exchange pings every 20 seconds: a connection without even that is dead.
  private static final long DEAD_MILLIS = 90_000;
  private static final long CLOSE_MILLIS = 5_000;
  // The new connection may be ahead: trades from before its subscription are still under way on the
  // old one, by as much as that one lags. Waiting a while covers a lag of any symbol, quiet ones
  // too; comparing trade ids does not help for a symbol that has not traded on both. It costs
  // some duplicates at each handover, and a longer lag is a gap that history fills.
  private static final long LINGER_MILLIS = 5_000;
  // The code of a socket that ended without a close frame.
  private static final String BROKEN = "1006";

  private final HostConnector host;
  private final SymbolSlots slots;
  private final TradeSink sink;
  private final InstantSource wallClock;
  private final NanoClock nanoClock;
  private final long startNanos;
  private final StreamMetrics metrics;
  private final StreamTimeouts timeouts;
  private final ConnectionAttemptLimit attempts;
  private final Backoff backoff;
  private final ObjectMapper json = new ObjectMapper();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("exchange").daemon().factory());

  // Owned by the thread.
  private final Set<String> wanted = new LinkedHashSet<>();
  // Desired symbols reported as open.
  private final Set<String> streaming = new HashSet<>();
  private final List<StreamConnection> connections = new ArrayList<>();
  private final RejectedStreams refused = new RejectedStreams();
  private final UnreadableTrades unreadable = new UnreadableTrades();
  private long connectAt;

  /**
   * @param base URI of the exchange's WebSocket endpoint, without a path
   * @param wallClock for dates that the exchange sends
   * @param nanoClock for everything that takes time
   * @param attempts shared by all that connect from this address
   */
  public BinanceStreams(
      URI base,
      SymbolSlots slots,
      TradeSink sink,
      InstantSource wallClock,
      NanoClock nanoClock,
      RandomGenerator random,
      StreamTimeouts timeout,
      ConnectionAttemptLimit attempts,
      StreamMetrics metrics) {
    this(
        new HostConnector(base.resolve("/ws"), InetAddress::getAllByName),
        slots,
        sink,
        wallClock,
        nanoClock,
        random,
        timeout,
        attempts,
        metrics);
  }

  BinanceStreams(
      HostConnector host,
      SymbolSlots slots,
      TradeSink sink,
      InstantSource wallClock,
      NanoClock nanoClock,
      RandomGenerator random,
      StreamTimeouts timeout,
      ConnectionAttemptLimit attempts,
      StreamMetrics metrics) {
    this.host = host;
    this.slots = slots;
    this.sink = sink;
    this.wallClock = wallClock;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.nanoTime();
    this.metrics = metrics;
    this.timeouts = timeout;
    this.attempts = attempts;
    this.backoff = new Backoff(timeout.reconnect(), random);
  }

  /** Starts connecting. */
  public void start() {
    var _ =
        thread.scheduleWithFixedDelay(this::reconcileOnce, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void subscribe(String symbol) {
    post(() -> wanted.add(symbol));
  }

  @Override
  public void unsubscribe(String symbol) {
    post(
        () -> {
          wanted.remove(symbol);
          streaming.remove(symbol);
          refused.forget(symbol);
          unreadable.forget(symbol);
          connections.forEach(connection -> connection.unassign(symbol));
        });
  }

  @Override
  public void close() {
    post(
        () -> {
          connections.forEach(connection -> connection.close(now()));
          metrics.allClosed();
        });
    try {
      var _ =
          thread.schedule(
              () -> connections.forEach(one -> one.socket().abort()),
              CLOSE_MILLIS,
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("Closed twice: {}", ended.getMessage());
    }
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
      thread.execute(() -> runCatching(task));
    } catch (RejectedExecutionException ended) {
      LOG.debug("Ignored after shutdown: {}", ended.getMessage());
    }
  }

  private static void runCatching(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      LOG.error("Exchange connection task failed; continuing", bug);
    }
  }

  // -- from here on: the thread

  /** Monotonic milliseconds, never negative. */
  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.nanoTime() - startNanos);
  }

  private void reconcileOnce() {
    runCatching(
        () -> {
          long now = now();
          assign(now);
          connections.forEach(connection -> connection.step(now));
          checkLiveness(now);
          rebalance();
          reconcile();
          reportUnreadable(now);
          metrics.halted(refused.halted());
        });
  }

  private void assign(long now) {
    for (String symbol : wanted) {
      if (connections.stream().noneMatch(connection -> connection.isAssigned(symbol))) {
        place(symbol).or(() -> connect(now)).ifPresent(place -> place.assign(symbol));
      }
    }
  }

  private Optional<StreamConnection> place(String symbol) {
    return connections.stream()
        .filter(one -> one.hasRequested(symbol))
        .findFirst()
        .or(() -> connections.stream().filter(one -> one.hasRoom(MAX_STREAMS)).findFirst());
  }

  private Optional<StreamConnection> connect(long now) {
    if (now < connectAt || !attempts.tryAcquire()) {
      return Optional.empty();
    }
    StreamSocket socket = new StreamSocket(host, slots, sink, this, metrics);
    StreamConnection connection =
        new StreamConnection(
            socket,
            new SlidingWindowLimit(4, Duration.ofMillis(1_100), nanoClock),
            new StreamSubscriptions(refused, timeouts.confirmation().toMillis()),
            now);
    connections.add(connection);
    metrics.connecting(connections.size());
    socket.connect();
    return Optional.of(connection);
  }

  /**
   * Reports the difference between reported and actual state, so every desired symbol converges
   * regardless of event order.
   */
  private void reconcile() {
    for (String symbol : wanted) {
      boolean delivered = connections.stream().anyMatch(one -> one.delivers(symbol));
      if (delivered && streaming.add(symbol)) {
        sink.streamOpened(symbol);
      } else if (!delivered && streaming.remove(symbol)) {
        sink.streamLost(symbol);
      }
    }
  }

  private void reportUnreadable(long now) {
    for (StreamConnection connection : connections) {
      connection.socket().drainUnreadable().forEach(unreadable::record);
      if (connection.socket().drainUnknownUnreadable()) {
        connection.subscriptions().confirmed().forEach(unreadable::record);
      }
    }
    unreadable.due(now).stream().filter(streaming::contains).forEach(sink::tradeUnreadable);
  }

  private void checkLiveness(long now) {
    for (StreamConnection connection : List.copyOf(connections)) {
      switch (connection.state()) {
        case CONNECTING -> {
          if (connection.age(now) > HANDSHAKE_MILLIS) {
            abort(connection, "no handshake");
          }
        }
        case OPEN -> checkConnection(connection, now);
        case RETIRING, SUSPECT -> closeWhenReplaced(connection, now);
        case CLOSING -> {
          if (connection.closingFor(now) > CLOSE_MILLIS) {
            abort(connection, "no close frame");
          }
        }
      }
    }
  }

  private void abort(StreamConnection connection, String why) {
    connection.socket().abort();
    closed(connection, why);
  }

  private void checkConnection(StreamConnection connection, long now) {
    if (connection.isIdle()) {
      connection.close(now);
    } else if (connection.age(now) > RETIREMENT_MILLIS) {
      retire(connection, "age", true);
    } else if (isSuspicious(connection, now)) {
      retire(connection, "stale", false);
    } else if (connection.subscriptions().isUnresponsive(now)) {
      retire(connection, "unanswered", true);
    }
  }

  /** After many unsubscribes, moves the streams of the smallest connection to the others. */
  private void rebalance() {
    List<StreamConnection> used =
        connections.stream()
            .filter(one -> one.state() == StreamConnection.State.OPEN && one.size() > 0)
            .toList();
    int streams = used.stream().mapToInt(StreamConnection::size).sum();
    if (used.size() > 1 && streams <= (used.size() - 1) * MAX_STREAMS / 2) {
      used.stream()
          .min(Comparator.comparingInt(StreamConnection::size))
          .ifPresent(smallest -> retire(smallest, "rebalance", true));
    }
  }

  private boolean isSuspicious(StreamConnection connection, long now) {
    long least = timeouts.silence().toMillis();
    long silence = connection.tradeSilence(now);
    long most =
        connection.hasEnoughTrades()
            ? Math.max(least, connection.averageTradeInterval() * SUSPICIOUS_FACTOR)
            : least * UNPROVEN_FACTOR;
    return silence > most || connection.pingSilence(now) > DEAD_MILLIS;
  }

  private void retire(StreamConnection connection, String why, boolean delivers) {
    int streams = connection.subscriptions().confirmed().size();
    LOG.info("Replacing connection with {} streams: {}", streams, why);
    metrics.replaced(why);
    connection.retire(delivers);
  }

  private void closeWhenReplaced(StreamConnection old, long now) {
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
        || (old.state() == StreamConnection.State.SUSPECT && refused.isHalted(symbol));
  }

  private void control(StreamConnection connection, String frame) {
    StreamSubscriptions subscriptions = connection.subscriptions();
    switch (ControlMessage.parse(json, frame)) {
      case ControlMessage.Acknowledged(int id) -> subscriptions.acknowledged(id, now());
      case ControlMessage.SubscriptionList(int id, List<String> streams) ->
          subscriptions.applyList(id, streams, now()).ifPresent(this::reportHalted);
      case ControlMessage.Rejected answer -> {
        LOG.info("The exchange rejected a command: {}", answer);
        subscriptions.refused(answer.id(), now()).ifPresent(this::reportHalted);
      }
      case ControlMessage.ServerShutdown() -> shutDown(connection);
      case ControlMessage.Unknown(String kind) -> metrics.skipped(kind);
    }
    reconcile();
  }

  private void reportHalted(String symbol) {
    LOG.warn("The exchange rejects the stream of {}; retrying at most hourly", symbol);
  }

  private void shutDown(StreamConnection connection) {
    if (connection.state() == StreamConnection.State.OPEN) {
      if (connection.age(now()) <= STABLE_MILLIS) {
        var _ =
            reconnectDelay(
                connection); // or each new connection that is shut down at once opens the next
      }
      retire(connection, "shutdown", true);
    }
  }

  private void closed(StreamConnection connection, String why) {
    if (!connections.remove(connection)) {
      return;
    }
    boolean expected =
        switch (connection.state()) {
          case CONNECTING, OPEN -> false;
          case RETIRING, SUSPECT, CLOSING -> true;
        };
    metrics.closed(connections.size(), expected ? "replaced" : reason(connection, why));
    if (!expected) {
      reconnect(connection, why);
    }
    reconcile();
  }

  private static String reason(StreamConnection connection, String why) {
    if (connection.state() == StreamConnection.State.CONNECTING) {
      return "refused";
    }
    return why.startsWith(BROKEN) ? "broken" : "closed";
  }

  private void reconnect(StreamConnection connection, String why) {
    Optional<Duration> pause =
        connection.socket().refusal().flatMap(refusal -> refusal.pause(wallClock.instant()));
    pause.ifPresent(attempts::pause);
    long wait = Math.max(reconnectDelay(connection), pause.orElse(Duration.ZERO).toMillis());
    LOG.warn("Connection to {} lost ({}); reconnecting in {} ms", host.uri(), why, wait);
  }

  /** Delays the next connection, longer after short-lived ones. */
  private long reconnectDelay(StreamConnection connection) {
    long now = now();
    if (connection.age(now) > STABLE_MILLIS) {
      backoff.reset();
    }
    long wait = backoff.nextDelayMillis();
    connectAt = now + wait;
    return wait;
  }

  private Optional<StreamConnection> find(StreamSocket socket) {
    return connections.stream().filter(one -> one.socket() == socket).findFirst();
  }
}
