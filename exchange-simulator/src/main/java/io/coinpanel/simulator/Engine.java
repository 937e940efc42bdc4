package io.coinpanel.simulator;

import io.coinpanel.simulator.control.ControlApi;
import io.coinpanel.simulator.exchange.Exchange;
import io.coinpanel.simulator.exchange.FaultInjector;
import io.coinpanel.simulator.exchange.RunningSources;
import io.coinpanel.simulator.limits.Violations;
import io.coinpanel.simulator.market.Market;
import io.coinpanel.simulator.rest.DailyFiles;
import io.coinpanel.simulator.rest.RestExchange;
import io.coinpanel.simulator.server.RestHttpHandler;
import io.coinpanel.simulator.server.Router;
import io.coinpanel.simulator.server.StreamUpgradeHandler;
import io.coinpanel.simulator.socket.ListeningSocket;
import io.coinpanel.simulator.source.TradeSources;
import io.coinpanel.simulator.stream.CommandFaults;
import io.coinpanel.simulator.stream.StreamExchange;
import io.coinpanel.simulator.stream.StreamFaults;
import io.coinpanel.simulator.stream.StreamMaintenance;
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

/** The event loop that owns an exchange and its sockets. */
final class Engine {

  private static final long TICK_MILLIS = 10;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("exchange-simulator", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Exchange exchange;
  private final ListeningSocket listeningSocket;
  private final FaultInjector faultInjector;

  private Engine(SimulatorSettings settings) {
    exchange = exchange(settings);
    listeningSocket =
        new ListeningSocket(loop, new InetSocketAddress(settings.bind(), settings.port()));
    faultInjector = new FaultInjector(exchange, listeningSocket);
    listeningSocket.handler(
        new Router(
            new StreamUpgradeHandler(
                exchange.streamExchange(), settings.streamRules().commandBytes()),
            new RestHttpHandler(exchange.rest()),
            new ControlApi(exchange, faultInjector, loop),
            new DailyFiles(exchange.market(), settings.clock())));
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
    StreamMaintenance duties =
        new StreamMaintenance(
            settings.streamRules(),
            settings.clock(),
            violations,
            streams,
            settings.slowClient(),
            settings.pendingBytes());
    TradeSources tradeSources =
        new TradeSources(loop, settings.clock(), duties::congested, streams::flush);
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
        tradeSources,
        new RunningSources());
  }

  private void listen() throws IOException {
    try {
      var _ = listeningSocket.open().sync();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before it listened", e);
    }
  }

  Exchange exchange() {
    return exchange;
  }

  FaultInjector faultInjector() {
    return faultInjector;
  }

  int port() {
    return call(listeningSocket::port);
  }

  void refuseConnections() {
    call(listeningSocket::close).syncUninterruptibly();
  }

  void acceptConnections() {
    call(listeningSocket::open).syncUninterruptibly();
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
