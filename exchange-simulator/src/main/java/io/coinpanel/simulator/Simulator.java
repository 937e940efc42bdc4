package io.coinpanel.simulator;

import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.simulator.market.Units;
import io.coinpanel.simulator.rules.Violation;
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
 * A running simulated exchange. Its methods may be called from any thread; what they command has
 * been done when they return. Symbols are named in any case, prices are plain decimals.
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
   * Lists a symbol, or lists it again without its trades.
   *
   * @param firstTradeId the id of its next trade
   */
  public void list(String symbol, String price, long firstTradeId) {
    command(exchange -> exchange.list(upper(symbol), Units.parse(price), firstTradeId));
  }

  /** Publishes a trade now, and returns its id. */
  public long publish(String symbol, String price) {
    return publish(symbol, price, "1", false);
  }

  /** Publishes a trade now, and returns its id. */
  public long publish(String symbol, String price, String quantity, boolean buyerIsMaker) {
    return ask(
        exchange ->
            exchange.publish(
                upper(symbol), Units.parse(price), Units.parse(quantity), null, buyerIsMaker));
  }

  /** Publishes a trade that happened at this time in ms, and returns its id. */
  public long publishAt(long time, String symbol, String price, boolean buyerIsMaker) {
    return ask(
        exchange ->
            exchange.publish(upper(symbol), Units.parse(price), Units.ONE, time, buyerIsMaker));
  }

  /** Lets so many random trades a second happen on these symbols, or on all if none is named. */
  public void walk(double tradesPerSecond, String... symbols) {
    List<String> names = List.of(symbols).stream().map(Simulator::upper).toList();
    command(exchange -> exchange.walk(tradesPerSecond, settings.seed(), names));
  }

  /**
   * Begins to replay a file of recorded trades.
   *
   * @param shiftTimes whether the trades happen now; otherwise they keep their recorded times
   * @return completes with the number of trades when all have been published
   */
  public CompletableFuture<Long> replay(Path file, ReplaySpeed speed, boolean shiftTimes) {
    return ask(exchange -> exchange.replay(file, speed, shiftTimes).finished());
  }

  public void status(String symbol, SymbolStatus status) {
    command(exchange -> exchange.status(upper(symbol), status));
  }

  /** Misbehaves: {@code simulator.misbehave(to -> to.reset(Misbehaviour.ALL))}. */
  public void misbehave(Consumer<Misbehaviour> deed) {
    engine.call(
        () -> {
          deed.accept(engine.misbehaviour());
          return true;
        });
  }

  /** Stops to listen and to accept; those connected stay. */
  public void refuseConnections() {
    engine.refuseConnections();
  }

  /** Listens again on the same port. */
  public void acceptConnections() {
    engine.acceptConnections();
  }

  public List<ConnectionView> connections() {
    return ask(exchange -> exchange.streams().open().stream().map(StreamConnection::view).toList());
  }

  /** Attempts to connect to the streams so far, refused ones too. */
  public long connectionAttempts() {
    return ask(exchange -> exchange.streamExchange().attempts());
  }

  /** Sockets still open whose handshake was left without an answer. */
  public long unansweredUpgrades() {
    return ask(exchange -> exchange.streamExchange().unansweredUpgrades());
  }

  /** Frames of all clients so far: commands, pings and pongs. */
  public long framesReceived() {
    return ask(exchange -> exchange.streamExchange().framesReceived());
  }

  /** Trade frames sent to all clients so far. */
  public long framesSent() {
    return ask(exchange -> exchange.streams().sent());
  }

  /** Trades that have happened so far, heard by somebody or not. */
  public long trades() {
    return ask(exchange -> exchange.market().published());
  }

  /** REST requests so far. */
  public long requests() {
    return ask(exchange -> exchange.rest().requests());
  }

  /** REST weight used by all in this minute. */
  public int weightUsed() {
    return ask(exchange -> exchange.rest().weightUsed());
  }

  /** Every limit broken so far. */
  public List<Violation> violations() {
    return ask(exchange -> exchange.violations().all());
  }

  private <T> T ask(Function<Exchange, T> question) {
    return engine.call(() -> question.apply(engine.exchange()));
  }

  private void command(Consumer<Exchange> order) {
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
