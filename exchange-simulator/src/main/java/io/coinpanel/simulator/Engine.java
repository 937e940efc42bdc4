package io.coinpanel.simulator;

import io.coinpanel.simulator.control.ControlApi;
import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.Misbehaviour;
import io.coinpanel.simulator.exchange.RunningSources;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.rest.RestExchange;
import io.coinpanel.simulator.rules.Violations;
import io.coinpanel.simulator.server.RestDoor;
import io.coinpanel.simulator.server.Router;
import io.coinpanel.simulator.server.StreamDoor;
import io.coinpanel.simulator.socket.Listener;
import io.coinpanel.simulator.source.Sources;
import io.coinpanel.simulator.stream.CommandFaults;
import io.coinpanel.simulator.stream.StreamDuties;
import io.coinpanel.simulator.stream.StreamExchange;
import io.coinpanel.simulator.stream.StreamFaults;
import io.coinpanel.simulator.stream.Streams;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The one thread that owns an exchange and its sockets, and the parts put together on it. */
final class Engine {

  private static final long TICK_MILLIS = 10;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("exchange-simulator", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Exchange exchange;
  private final Listener listener;
  private final Misbehaviour misbehaviour;

  private Engine(SimulatorSettings settings) {
    exchange = exchange(settings);
    listener = new Listener(loop, new InetSocketAddress(settings.bind(), settings.port()));
    misbehaviour = new Misbehaviour(exchange, listener);
    listener.handler(
        new Router(
            new StreamDoor(exchange.streamExchange(), settings.streamRules().commandBytes()),
            new RestDoor(exchange.rest()),
            new ControlApi(exchange, misbehaviour, loop)));
    var _ =
        loop.scheduleWithFixedDelay(
            exchange.streamDuties()::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Engine start(SimulatorSettings settings) throws IOException {
    Engine engine = new Engine(settings);
    try {
      engine.listen();
    } catch (IOException e) {
      engine.stop();
      throw e;
    }
    return engine;
  }

  private Exchange exchange(SimulatorSettings settings) {
    Violations violations = new Violations(settings.clock());
    Streams streams = new Streams();
    StreamFaults faults = new StreamFaults(streams);
    CommandFaults commandFaults = new CommandFaults();
    Market market =
        new Market(settings.symbols(), settings.seed(), settings.historyPerSymbol(), faults);
    StreamExchange streamExchange =
        new StreamExchange(
            settings.streamRules(), settings.clock(), violations, streams, faults, commandFaults);
    StreamDuties duties =
        new StreamDuties(
            settings.streamRules(),
            settings.clock(),
            violations,
            streams,
            settings.slowClient(),
            settings.pendingBytes());
    Sources sources = new Sources(loop, settings.clock(), duties::congested, streams::flush);
    RestExchange rest =
        new RestExchange(market, settings.restRules(), settings.clock(), violations);
    return new Exchange(
        settings.clock(),
        market,
        streams,
        faults,
        commandFaults,
        streamExchange,
        duties,
        rest,
        violations,
        sources,
        new RunningSources());
  }

  private void listen() throws IOException {
    try {
      var _ = listener.open().sync();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before it listened", e);
    }
  }

  Exchange exchange() {
    return exchange;
  }

  Misbehaviour misbehaviour() {
    return misbehaviour;
  }

  int port() {
    return call(listener::port);
  }

  void refuseConnections() {
    call(listener::close).syncUninterruptibly();
  }

  void acceptConnections() {
    call(listener::open).syncUninterruptibly();
  }

  /** Runs it on the exchange's own thread, and waits for what it returns. */
  <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, loop).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw e;
    }
  }

  void awaitStop() throws InterruptedException {
    group.terminationFuture().await();
  }

  void stop() {
    if (!group.isShuttingDown()) {
      loop.execute(exchange::stop);
    }
    var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    group.terminationFuture().awaitUninterruptibly();
  }
}
