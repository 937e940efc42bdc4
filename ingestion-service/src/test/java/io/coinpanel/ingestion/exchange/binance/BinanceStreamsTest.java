package io.coinpanel.ingestion.exchange.binance;

import static io.coinpanel.simulator.exchange.Misbehaviour.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.ShutdownShape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinanceStreamsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final SymbolSlots slots = new SymbolSlots();
  private final Recording sink = new Recording();
  private Simulator exchange;
  private BinanceStreams streams;

  /** Remembers what was told. */
  private static final class Recording implements TradeSink {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Long> trades = new CopyOnWriteArrayList<>();

    @Override
    public void trade(int slot, long id, long price, long time) {
      trades.add(id);
    }

    @Override
    public void streamOpened(String symbol) {
      told.add("opened " + symbol);
    }

    @Override
    public void streamLost(String symbol) {
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
    streams =
        new BinanceStreams(
            exchange.webSocketUri(),
            slots,
            sink,
            InstantSource.system(),
            new SplittableRandom(1),
            new StreamPatience(
                Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new ConnectionAttempts(InstantSource.system()),
            new StreamMetrics(new SimpleMeterRegistry()));
    streams.start();
  }

  @AfterEach
  void stop() {
    streams.close();
    exchange.close();
  }

  private void open(String symbol) {
    slots.assign(symbol);
    streams.open(symbol);
  }

  private static void until(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(DEADLINE).pollInterval(Duration.ofMillis(10)).until(condition);
  }

  private void awaitTold(String... told) {
    until(() -> sink.told.equals(List.of(told)));
  }

  @Test
  void aStreamGivenUpAndWantedAtOnceIsToldToBeOpenAgain() {
    open("btcusdt");
    awaitTold("opened btcusdt");
    streams.giveUp("btcusdt");
    streams.open("btcusdt");
    awaitTold("opened btcusdt", "opened btcusdt");
    long id = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(id));
  }

  @Test
  void aCutConnectionIsReplacedWithAllItsStreams() {
    open("btcusdt");
    open("ethusdt");
    until(() -> sink.told.size() == 2);
    exchange.misbehave(deed -> deed.reset(ALL));
    until(() -> sink.told.size() == 6);
    assertThat(sink.told).contains("lost btcusdt", "lost ethusdt");
    assertThat(exchange.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatGoesDownIsLeftOnlyWhenTheNextOneDelivers(ShutdownShape shape) {
    open("btcusdt");
    awaitTold("opened btcusdt");
    exchange.misbehave(deed -> deed.announceShutdown(ALL, shape));
    long old = exchange.connections().getFirst().id();
    until(() -> exchange.connections().stream().noneMatch(one -> one.id() == old));
    long id = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(id));
    assertThat(sink.told).containsExactly("opened btcusdt");
    assertThat(exchange.connectionAttempts()).isEqualTo(2);
  }

  @Test
  void manyStreamsAreSplitAndFewOnesBroughtTogether() {
    List<String> symbols = IntStream.range(0, 1_500).mapToObj(i -> "s" + i + "usdt").toList();
    symbols.forEach(this::open);
    until(() -> sink.told.size() == symbols.size());
    assertThat(exchange.connections()).hasSize(2);
    symbols.subList(0, 1_200).forEach(streams::giveUp);
    until(() -> exchange.connections().size() == 1);
    assertThat(exchange.connections().getFirst().streams()).hasSize(300);
    assertThat(exchange.violations()).isEmpty();
  }

  @Test
  void lostCommandsAreSentAgain() {
    exchange.misbehave(deed -> deed.streams().loseCommands(1));
    open("btcusdt");
    awaitTold("opened btcusdt");
  }
}
