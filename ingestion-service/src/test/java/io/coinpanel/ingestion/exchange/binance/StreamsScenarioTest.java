package io.coinpanel.ingestion.exchange.binance;

import io.coinpanel.ingestion.JumpingClock;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Streams from a simulated exchange, by a clock that can be made to jump. */
abstract class StreamsScenarioTest {

  static final Duration DEADLINE = Duration.ofSeconds(30);
  static final Duration STEP = Duration.ofMillis(2);

  final SymbolSlots slots = new SymbolSlots();
  final RecordingTradeSink sink = new RecordingTradeSink();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final StreamMetrics streamMetrics = new StreamMetrics(metrics);
  final JumpingClock clock = new JumpingClock();
  Simulator exchange;
  BinanceStreams streams;

  /** Records calls. */
  static final class RecordingTradeSink implements TradeSink {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Long> trades = new CopyOnWriteArrayList<>();
    // Of those symbols that are wanted: whether their stream is open.
    final Map<String, Boolean> open = new ConcurrentHashMap<>();
    final ReentrantLock gate = new ReentrantLock();

    @Override
    public void trade(int slot, long id, long price, long time) {
      gate.lock();
      try {
        trades.add(id);
      } finally {
        gate.unlock();
      }
    }

    @Override
    public void streamOpened(String symbol) {
      open.replace(symbol, true);
      told.add("opened " + symbol);
    }

    @Override
    public void streamLost(String symbol) {
      open.replace(symbol, false);
      told.add("lost " + symbol);
    }

    @Override
    public void tradeUnreadable(String symbol) {
      told.add("unreadable " + symbol);
    }
  }

  @BeforeEach
  void start() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented());
    streams = streams(InetAddress::getAllByName);
    streams.start(STEP);
  }

  BinanceStreams streams(HostConnector.Resolver resolver) {
    return new BinanceStreams(
        new HostConnector(exchange.webSocketUri().resolve("/ws"), resolver),
        slots,
        sink,
        new StreamEnvironment(
            InstantSource.system(),
            clock,
            new SplittableRandom(1),
            new StreamTimeouts(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new ConnectionAttemptLimit(clock),
            streamMetrics));
  }

  /** The exchange again, with a limit of messages that does not mind a clock that jumps. */
  void restartWithoutPace() throws IOException {
    stop();
    StreamLimits rules = StreamLimits.documented().messages(1_000_000);
    exchange = Simulator.start(SimulatorSettings.documented().streamRules(rules));
    streams = streams(InetAddress::getAllByName);
    streams.start(STEP);
  }

  /** Lets the streams' thread have its turns. */
  void turns(int turns) {
    long reads = clock.reads() + 2L * turns;
    until(() -> clock.reads() >= reads);
  }

  @AfterEach
  void stop() {
    streams.close();
    exchange.close();
  }

  void giveUp(String symbol) {
    sink.open.remove(symbol);
    streams.unsubscribe(symbol);
  }

  void open(String symbol) {
    slots.assign(symbol);
    sink.open.putIfAbsent(symbol, false);
    streams.subscribe(symbol);
  }

  static void until(java.util.concurrent.Callable<Boolean> condition) {
    Eventually.within(DEADLINE, condition);
  }

  void awaitEvents(String... told) {
    until(() -> sink.told.equals(List.of(told)));
  }

  double halted() {
    return metrics.get("coinpanel.exchange.streams.halted").gauge().value();
  }
}
