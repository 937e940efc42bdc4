package io.coinpanel.ingestion.exchange.binance;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.ShutdownFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that are opened, replaced and closed. */
class StreamConnectionsTest extends StreamsScenarioTest {

  private void awaitStreamsBeside(long old) {
    until(
        () ->
            exchange.connections().stream()
                .anyMatch(one -> !one.streams().isEmpty() && one.id() != old));
  }

  /** Waits until another connection has its streams, and does not wait for its lingering. */
  private void awaitReplaced(long old) {
    awaitStreamsBeside(old);
    turns(20);
    clock.jump(Duration.ofSeconds(6));
    until(() -> exchange.connections().stream().noneMatch(one -> one.id() == old));
  }

  @Test
  void aCutConnectionIsReplacedWithAllItsStreams() {
    open("btcusdt");
    open("ethusdt");
    until(() -> sink.told.size() == 2);
    exchange.injectFaults(action -> action.reset(ALL));
    until(() -> sink.told.size() == 6);
    assertThat(sink.told).contains("lost btcusdt", "lost ethusdt");
    assertThat(exchange.violations()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void replacesAConnectionBeforeTheServerShutsDown(ShutdownFormat shape) {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    exchange.injectFaults(action -> action.announceShutdown(ALL, shape));
    long old = exchange.connections().getFirst().id();
    awaitReplaced(old);
    long id = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(id));
    assertThat(sink.told).containsExactly("opened btcusdt");
    assertThat(exchange.connectionAttempts()).isEqualTo(2);
  }

  @Test
  void splitsAndRebalancesStreams() {
    List<String> symbols = IntStream.range(0, 1_500).mapToObj(i -> "s" + i + "usdt").toList();
    symbols.forEach(this::open);
    until(() -> sink.told.size() == symbols.size());
    assertThat(exchange.connections()).hasSize(2);
    symbols.subList(0, 1_200).forEach(streams::unsubscribe);
    until(() -> exchange.connections().size() == 1);
    assertThat(exchange.connections().getFirst().streams()).hasSize(300);
    assertThat(exchange.violations()).isEmpty();
  }

  @Test
  void aConnectionOnWhichNoCommandIsAnsweredIsReplaced() throws IOException {
    restartWithoutPace();
    exchange.injectFaults(action -> action.streams().loseCommands(2));
    open("btcusdt");
    until(() -> exchange.framesReceived() == 1);
    clock.jump(Duration.ofSeconds(6));
    until(() -> exchange.framesReceived() == 2);
    clock.jump(Duration.ofSeconds(61));
    awaitEvents("opened btcusdt");
    assertThat(exchange.connectionAttempts()).isEqualTo(2);
  }

  @Test
  void noAttemptIsMadeUntilTheExchangeAllowsIt() {
    String tomorrow =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    exchange.injectFaults(action -> action.refuseStreams(418, tomorrow));
    open("btcusdt");
    until(() -> exchange.connectionAttempts() == 1);
    turns(20);
    clock.jump(Duration.ofMinutes(59));
    turns(20);
    assertThat(exchange.connectionAttempts()).isEqualTo(1);
    exchange.injectFaults(action -> action.refuseStreams(429, "0.5"));
    clock.jump(Duration.ofMinutes(1));
    until(() -> exchange.connectionAttempts() >= 2);
    exchange.injectFaults(action -> action.refuseStreams(0));
    awaitEvents("opened btcusdt");
  }

  @Test
  void aHandshakeThatIsNeverAnsweredLeavesNoSocket() {
    exchange.injectFaults(action -> action.ignoreUpgrades(true));
    open("btcusdt");
    for (int attempt = 1; attempt <= 4; attempt++) {
      int attempts = attempt;
      until(() -> exchange.connectionAttempts() == attempts);
      until(() -> exchange.unansweredUpgrades() == 1);
      clock.jump(Duration.ofSeconds(11));
    }
    exchange.injectFaults(action -> action.ignoreUpgrades(false));
    clock.jump(Duration.ofSeconds(11));
    awaitEvents("opened btcusdt");
    until(() -> exchange.unansweredUpgrades() == 0);
  }

  @Test
  void backsOffWhenAllServersShutDown() {
    exchange.injectFaults(action -> action.shutDownOnConnect(true));
    open("btcusdt");
    until(() -> exchange.connectionAttempts() == 3);
    for (int i = 0; i < 100; i++) {
      clock.jump(Duration.ofMillis(100));
      turns(1);
    }
    assertThat(exchange.connectionAttempts()).isLessThan(20);
    exchange.injectFaults(action -> action.shutDownOnConnect(false));
    until(() -> sink.told.contains("opened btcusdt"));
  }

  @Test
  void onlyTheNewestPingOfABurstIsAnswered() {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    exchange.injectFaults(action -> action.pingBurst(ALL, 10));
    until(() -> exchange.connections().getFirst().pongs() == 1);
    IntStream.range(0, 100).forEach(_ -> exchange.injectFaults(action -> action.pingBurst(ALL, 1)));
    turns(20);
    assertThat(exchange.connections().getFirst().pongs()).isLessThan(10);
    assertThat(exchange.violations()).isEmpty();
  }

  @Test
  void aHostIsReachedAlthoughItsFirstAddressesAreDead() throws IOException {
    stop();
    exchange = Simulator.start(SimulatorSettings.documented());
    // The exchange listens on 127.0.0.1 alone.
    InetAddress[] addresses = {loopback(2), loopback(3), loopback(1)};
    streams = streams(_ -> addresses);
    streams.start(STEP);
    open("btcusdt");
    awaitEvents("opened btcusdt");
    assertThat(metrics.counter("coinpanel.exchange.connects").count()).isEqualTo(1);
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  @Test
  void aNewConnectionThatIsAheadOfTheOldOneLosesNoTrade() {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    long old = exchange.connections().getFirst().id();
    exchange.injectFaults(action -> action.delayTrades(old, Duration.ofSeconds(2)));
    List<Long> ids =
        IntStream.range(0, 3).mapToObj(_ -> exchange.publish("btcusdt", "100")).toList();
    exchange.injectFaults(action -> action.announceShutdown(old, ShutdownFormat.AS_CONNECTED));
    awaitStreamsBeside(old);
    long next = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(next));
    assertThat(sink.trades).doesNotContainAnyElementsOf(ids);
    until(() -> sink.trades.containsAll(ids));
    awaitReplaced(old);
    assertThat(sink.told).containsExactly("opened btcusdt");
  }

  @Test
  void readsReceivedTradesAfterClose() throws IOException {
    restartWithoutPace();
    open("btcusdt");
    awaitEvents("opened btcusdt");
    long old = exchange.connections().getFirst().id();
    List<Long> ids;
    sink.gate.lock();
    try {
      ids = IntStream.range(0, 2_000).mapToObj(_ -> exchange.publish("btcusdt", "100")).toList();
      clock.jump(Duration.ofHours(23).plusSeconds(1));
      awaitReplaced(old);
    } finally {
      sink.gate.unlock();
    }
    until(() -> sink.trades.containsAll(ids));
    assertThat(sink.told).containsExactly("opened btcusdt");
  }
}
