package io.coinpanel.simulator;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.limits.Violation;
import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.simulator.source.ReplaySpeed;
import io.coinpanel.simulator.stream.ConnectionView;
import io.coinpanel.simulator.stream.StreamConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A running simulated exchange. Thread-safe; commands have taken effect on return. Symbols are
 * named in any case, prices are plain decimals.
 */
public final class Simulator implements AutoCloseable {

  private final SimulatorSettings settings;
  private final Engine engine;

  private Simulator(SimulatorSettings settings, Engine engine) {
    this.settings = settings;
    this.engine = engine;
  }

  /**
   * Starts an exchange that listens when this returns.
   *
   * @throws IOException if it cannot listen, as when the port is taken
   */
  public static Simulator start(SimulatorSettings settings) throws IOException {
    Simulator simulator = new Simulator(settings, Engine.start(settings));
    simulator.walk(settings.rate());
    return simulator;
  }

  public int port() {
    return engine.port();
  }

  /** {@code ws://127.0.0.1:port}, to which a path is added. */
  public URI webSocketUri() {
    return URI.create("ws://" + host() + ":" + port());
  }

  /** {@code http://127.0.0.1:port}, to which a path is added. */
  public URI restUri() {
    return URI.create("http://" + host() + ":" + port());
  }

  private String host() {
    return settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind();
  }

  /**
   * Lists a symbol, or relists it without its trades.
   *
   * @param firstTradeId the id of its next trade
   */
  public void list(String symbol, String price, long firstTradeId) {
    execute(exchange -> exchange.list(upper(symbol), DecimalUnits.parse(price), firstTradeId));
  }

  /** Publishes a trade now, and returns its id. */
  public long publish(String symbol, String price) {
    return publish(symbol, price, "1", false);
  }

  /** Publishes a trade now, and returns its id. */
  public long publish(String symbol, String price, String quantity, boolean buyerIsMaker) {
    return query(
        exchange ->
            exchange.publish(
                upper(symbol),
                DecimalUnits.parse(price),
                DecimalUnits.parse(quantity),
                null,
                buyerIsMaker));
  }

  /** Publishes a trade that happened at this time in ms, and returns its id. */
  public long publishAt(long time, String symbol, String price, boolean buyerIsMaker) {
    return query(
        exchange ->
            exchange.publish(
                upper(symbol), DecimalUnits.parse(price), DecimalUnits.ONE, time, buyerIsMaker));
  }

  /** Starts a random walk at this rate on these symbols, or on all. */
  public void walk(double tradesPerSecond, String... symbols) {
    List<String> names = List.of(symbols).stream().map(Simulator::upper).toList();
    execute(exchange -> exchange.walk(tradesPerSecond, settings.seed(), names));
  }

  /**
   * Begins to replay a file of recorded trades.
   *
   * @param shiftTimes whether trade times are shifted to now
   * @return completes with the number of published trades
   */
  public CompletableFuture<Long> replay(Path file, ReplaySpeed speed, boolean shiftTimes) {
    return query(exchange -> exchange.replay(file, speed, shiftTimes).finished());
  }

  public void status(String symbol, SymbolStatus status) {
    execute(exchange -> exchange.status(upper(symbol), status));
  }

  /** For example {@code simulator.injectFaults(faults -> faults.reset(FaultInjector.ALL))}. */
  public void injectFaults(Consumer<FaultInjector> action) {
    engine.call(
        () -> {
          action.accept(engine.faultInjector());
          return true;
        });
  }

  /** Stops accepting connections; open ones stay. */
  public void refuseConnections() {
    engine.refuseConnections();
  }

  /** Listens again on the same port. */
  public void acceptConnections() {
    engine.acceptConnections();
  }

  public List<ConnectionView> connections() {
    return query(
        exchange -> exchange.streams().open().stream().map(StreamConnection::view).toList());
  }

  /** Stream connection attempts so far, including rejected ones. */
  public long connectionAttempts() {
    return query(exchange -> exchange.streamExchange().attempts());
  }

  /** Open sockets with unanswered handshakes. */
  public long unansweredUpgrades() {
    return query(exchange -> exchange.streamExchange().unansweredUpgrades());
  }

  /** Frames of all clients so far: commands, pings and pongs. */
  public long framesReceived() {
    return query(exchange -> exchange.streamExchange().framesReceived());
  }

  /** Trade frames sent to all clients so far. */
  public long framesSent() {
    return query(exchange -> exchange.streams().sent());
  }

  /** Trades published so far. */
  public long trades() {
    return query(exchange -> exchange.market().published());
  }

  /** REST requests so far. */
  public long requests() {
    return query(exchange -> exchange.rest().requests());
  }

  /** REST weight used by all in this minute. */
  public int weightUsed() {
    return query(exchange -> exchange.rest().weightUsed());
  }

  /** Limit violations so far. */
  public List<Violation> violations() {
    return query(exchange -> exchange.violations().all());
  }

  private <T> T query(Function<Exchange, T> question) {
    return engine.call(() -> question.apply(engine.exchange()));
  }

  private void execute(Consumer<Exchange> order) {
    engine.call(
        () -> {
          order.accept(engine.exchange());
          return true;
        });
  }

  private static String upper(String symbol) {
    return symbol.toUpperCase(Locale.ROOT);
  }

  /** Waits until {@link #close()}. */
  public void awaitClose() throws InterruptedException {
    engine.awaitStop();
  }

  @Override
  public void close() {
    engine.stop();
  }
}
