package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.ingestion.exchange.TradeStreams;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binance's trade streams over as many connections as needed. One thread reconciles desired with
 * confirmed streams within the rate limits and reports changes. Connections are replaced
 * make-before-break.
 */
public final class BinanceStreams implements TradeStreams, StreamSocket.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(BinanceStreams.class);

  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final NanoClock clock;
  private final long startNanos;
  private final StreamMetrics metrics;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("exchange").daemon().factory());

  // Owned by the thread.
  private final Set<String> wanted = new LinkedHashSet<>();
  private final RejectedStreams rejected = new RejectedStreams();
  private final StreamConnections connections;
  private final StreamPlacement placement;
  private final ConnectionWatchdog watchdog;
  private final ControlMessages controlMessages;
  private final StreamReports reports;

  /**
   * @param base URI of the exchange's WebSocket endpoint, without a path
   */
  public BinanceStreams(
      URI base, SymbolSlots slots, TradeSink sink, StreamEnvironment environment) {
    this(
        new HostConnector(base.resolve("/ws"), InetAddress::getAllByName),
        slots,
        sink,
        environment);
  }

  BinanceStreams(
      HostConnector host, SymbolSlots slots, TradeSink sink, StreamEnvironment environment) {
    this.clock = environment.clock();
    this.startNanos = clock.nanoTime();
    this.metrics = environment.metrics();
    this.connections =
        new StreamConnections(() -> socket(host, slots, sink), rejected, environment);
    ConnectionHandover handover = new ConnectionHandover(connections, wanted, rejected, metrics);
    this.placement = new StreamPlacement(connections, handover);
    this.watchdog = new ConnectionWatchdog(connections, handover, environment.timeouts().silence());
    this.controlMessages = new ControlMessages(connections, handover, metrics);
    this.reports = new StreamReports(sink, connections);
  }

  private StreamSocket socket(HostConnector host, SymbolSlots slots, TradeSink sink) {
    return new StreamSocket(
        host, unreadable -> new TradeFrameReader(slots, sink, metrics, unreadable), this);
  }

  /** Starts connecting. */
  public void start() {
    start(STEP);
  }

  /** Starts with this pause between two steps. */
  void start(Duration pause) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> runCatching(this::step), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
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
          reports.forget(symbol);
          rejected.forget(symbol);
          connections.stream().forEach(connection -> connection.unassign(symbol));
        });
  }

  @Override
  public void close() {
    post(
        () -> {
          connections.stream().forEach(connection -> connection.close(now()));
          metrics.allClosed();
        });
    try {
      var _ =
          thread.schedule(
              () -> connections.stream().forEach(one -> one.socket().abort()),
              CLOSE_TIMEOUT.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("Closed twice: {}", ended.getMessage());
    }
    thread.shutdown();
  }

  // -- from the sockets' threads

  @Override
  public void opened(StreamSocket socket) {
    post(() -> connections.find(socket).ifPresent(StreamConnection::opened));
  }

  @Override
  public void control(StreamSocket socket, String frame) {
    post(
        () ->
            connections
                .find(socket)
                .ifPresent(
                    connection -> {
                      controlMessages.apply(connection, frame, now());
                      reports.report(wanted);
                    }));
  }

  @Override
  public void closed(StreamSocket socket, String why) {
    post(
        () ->
            connections
                .find(socket)
                .ifPresent(
                    connection -> {
                      connections.closed(connection, why, now());
                      reports.report(wanted);
                    }));
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

  private void step() {
    long now = now();
    placement.assign(wanted, now);
    connections.stream().forEach(connection -> connection.step(now));
    watchdog.check(now);
    placement.rebalance();
    reports.report(wanted);
    reports.reportUnreadable(now);
    metrics.halted(rejected.halted());
  }

  /** Monotonic milliseconds, never negative. */
  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - startNanos);
  }
}
