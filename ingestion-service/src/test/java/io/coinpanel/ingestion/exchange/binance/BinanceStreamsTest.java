package io.coinpanel.ingestion.exchange.binance;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeSink;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.simulator.limits.StreamLimits;
import io.coinpanel.simulator.stream.FrameFormat;
import io.coinpanel.simulator.stream.PoisonResponse;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceStreamsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final SymbolSlots slots = new SymbolSlots();
  private final RecordingTradeSink sink = new RecordingTradeSink();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StreamMetrics streamMetrics = new StreamMetrics(metrics);
  private final JumpingClock clock = new JumpingClock();
  private Simulator exchange;
  private BinanceStreams streams;

  /** Records calls. */
  private static final class RecordingTradeSink implements TradeSink {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Long> trades = new CopyOnWriteArrayList<>();
    // Of those symbols that are wanted: whether their stream is open.
    private final Map<String, Boolean> open = new ConcurrentHashMap<>();
    private final ReentrantLock gate = new ReentrantLock();

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
    streams.start();
  }

  private BinanceStreams streams(HostConnector.Resolver resolver) {
    return new BinanceStreams(
        new HostConnector(exchange.webSocketUri().resolve("/ws"), resolver),
        slots,
        sink,
        InstantSource.system(),
        clock,
        new SplittableRandom(1),
        new StreamTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(30)),
        new ConnectionAttemptLimit(clock),
        streamMetrics);
  }

  /** The exchange again, with a limit of messages that does not mind a clock that jumps. */
  private void restartWithoutPace() throws IOException {
    stop();
    StreamLimits rules = StreamLimits.documented().messages(1_000_000);
    exchange = Simulator.start(SimulatorSettings.documented().streamRules(rules));
    streams = streams(InetAddress::getAllByName);
    streams.start();
  }

  /** Lets the streams' thread have its turns. */
  private void turns(int turns) {
    long reads = clock.reads() + 2L * turns;
    until(() -> clock.reads() >= reads);
  }

  @AfterEach
  void stop() {
    streams.close();
    exchange.close();
  }

  private void giveUp(String symbol) {
    sink.open.remove(symbol);
    streams.unsubscribe(symbol);
  }

  private void open(String symbol) {
    slots.assign(symbol);
    sink.open.putIfAbsent(symbol, false);
    streams.subscribe(symbol);
  }

  private static void until(java.util.concurrent.Callable<Boolean> condition) {
    Eventually.within(DEADLINE, condition);
  }

  private void awaitEvents(String... told) {
    until(() -> sink.told.equals(List.of(told)));
  }

  @Test
  void reportsAStreamReopenedAfterUnsubscribeAndSubscribe() {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    streams.unsubscribe("btcusdt");
    streams.subscribe("btcusdt");
    awaitEvents("opened btcusdt", "opened btcusdt");
    long id = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(id));
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
    until(() -> exchange.connections().stream().noneMatch(one -> one.id() == old));
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
  void resendsLostCommands() {
    exchange.injectFaults(action -> action.streams().loseCommands(1));
    open("btcusdt");
    awaitEvents("opened btcusdt");
  }

  @Test
  void reportsAnUnreadableTradeAtMostOnceASecond() {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    exchange.injectFaults(action -> action.streams().garbleNext(500, FrameFormat.UNREADABLE));
    IntStream.range(0, 500).forEach(_ -> exchange.publish("btcusdt", "100"));
    until(() -> metrics.counter("coinpanel.exchange.unreadable").count() == 500);
    until(() -> sink.told.size() >= 2);
    clock.jump(Duration.ofSeconds(1));
    turns(5);
    assertThat(sink.told).hasSizeBetween(2, 12).endsWith("unreadable btcusdt");
    long id = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(id));
  }

  @Test
  void reportsAllSymbolsForAnUnreadableTradeWithoutSymbol() {
    open("btcusdt");
    open("ethusdt");
    until(() -> sink.told.size() == 2);
    exchange.injectFaults(action -> action.streams().garbleNext(1, FrameFormat.NAMELESS));
    exchange.publish("btcusdt", "100");
    until(() -> sink.told.size() == 4);
    assertThat(sink.told).contains("unreadable btcusdt", "unreadable ethusdt");
  }

  @Test
  void readsTradesWithNewFieldsAndWithNumbersForStrings() {
    open("btcusdt");
    awaitEvents("opened btcusdt");
    exchange.injectFaults(action -> action.streams().garbleNext(1, FrameFormat.EXTENDED));
    long id = exchange.publish("btcusdt", "100.5");
    until(() -> sink.trades.contains(id));
    assertThat(sink.told).containsExactly("opened btcusdt");
  }

  @Test
  void readsSymbolsOfAnyScriptAlsoSpeltWithEscapesAndTheirFirstTrade() {
    exchange.list("币安usdt", "2", 0);
    open("币安usdt");
    awaitEvents("opened 币安usdt");
    assertThat(exchange.publish("币安usdt", "2")).isZero();
    until(() -> sink.trades.equals(List.of(0L)));
    String name = "\\u5e01\\u5b89USDT";
    exchange.injectFaults(
        action ->
            action.sendText(
                ALL, "{\"e\":\"trade\",\"s\":\"" + name + "\",\"t\":1,\"p\":\"2\",\"T\":5}"));
    until(() -> sink.trades.equals(List.of(0L, 1L)));
  }

  @ParameterizedTest
  @EnumSource(names = {"WITH_ID", "WITHOUT_ID"})
  void haltsARejectedStreamAndOpensTheOthers(PoisonResponse answer) throws IOException {
    restartWithoutPace();
    exchange.injectFaults(action -> action.commands().poison(List.of("s7usdt@trade"), answer));
    IntStream.range(0, 12).forEach(i -> open("s" + i + "usdt"));
    until(() -> sink.told.size() == 11 && halted() == 1);
    assertThat(sink.told).doesNotContain("opened s7usdt");
    exchange.injectFaults(action -> action.commands().poison(List.of(), answer));
    clock.jump(Duration.ofSeconds(61));
    until(() -> sink.told.contains("opened s7usdt") && halted() == 0);
    assertThat(exchange.connectionAttempts()).isEqualTo(1);
  }

  private double halted() {
    return metrics.get("coinpanel.exchange.streams.halted").gauge().value();
  }

  @Test
  void isolatesAStreamThatClosesTheConnection() {
    IntStream.range(0, 6).forEach(i -> open("s" + i + "usdt"));
    open("no symbol");
    until(() -> halted() == 1);
    until(() -> sink.open.values().stream().filter(open -> open).count() == 6);
  }

  @Test
  void aCommandThatIsAnsweredLateIsNotRepeated() throws IOException {
    restartWithoutPace();
    exchange.injectFaults(action -> action.commands().delayAnswers(Duration.ofSeconds(1)));
    IntStream.range(0, 100).forEach(i -> open("s" + i + "usdt"));
    until(() -> exchange.framesReceived() == 1);
    clock.jump(Duration.ofSeconds(6));
    until(() -> sink.told.size() == 100);
    // One to subscribe and one to ask for the list.
    assertThat(exchange.framesReceived()).isEqualTo(2);
  }

  @Test
  void bisectsACommandThatIsTooLong() throws IOException {
    restartWithoutPace();
    exchange.injectFaults(action -> action.commands().ignoreLongerThan(1_000));
    IntStream.range(0, 100).forEach(i -> open("s" + i + "usdt"));
    until(
        () -> {
          clock.jump(Duration.ofMillis(300));
          return sink.told.size() == 100;
        });
    assertThat(halted()).isZero();
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
    turns(100);
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
    streams.start();
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
    until(
        () ->
            exchange.connections().stream()
                .anyMatch(one -> !one.streams().isEmpty() && one.id() != old));
    long next = exchange.publish("btcusdt", "100");
    until(() -> sink.trades.contains(next));
    assertThat(sink.trades).doesNotContainAnyElementsOf(ids);
    until(() -> exchange.connections().stream().noneMatch(one -> one.id() == old));
    assertThat(sink.trades).containsAll(ids);
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
      until(
          () ->
              exchange.connections().stream()
                  .anyMatch(one -> !one.streams().isEmpty() && one.id() != old));
      turns(20);
      clock.jump(Duration.ofSeconds(6));
      until(() -> exchange.connections().stream().noneMatch(one -> one.id() == old));
    } finally {
      sink.gate.unlock();
    }
    until(() -> sink.trades.containsAll(ids));
    assertThat(sink.told).containsExactly("opened btcusdt");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void subscribedSymbolsConvergeToOpen(long seed) throws IOException {
    restartWithoutPace();
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      String symbol = "s" + random.nextInt(12) + "usdt";
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> open(symbol);
        case 4, 5, 6, 7 -> giveUp(symbol);
        case 8 ->
            exchange.injectFaults(action -> action.commands().delayAnswers(millis(random, 300)));
        case 9 ->
            exchange.injectFaults(action -> action.commands().delayCommands(millis(random, 300)));
        case 10 -> clock.jump(millis(random, 3_000));
        case 11 -> {
          if (random.nextInt(10) == 0) {
            exchange.injectFaults(action -> action.reset(ALL));
          } else {
            turns(random.nextInt(5));
          }
        }
      }
    }
    exchange.injectFaults(action -> action.commands().delayAnswers(Duration.ZERO));
    exchange.injectFaults(action -> action.commands().delayCommands(Duration.ZERO));
    open("s0usdt");
    until(
        () -> {
          clock.jump(Duration.ofMillis(300));
          return !sink.open.containsValue(false) && subscribed().equals(sink.open.keySet());
        });
  }

  private static Duration millis(Random random, int most) {
    return Duration.ofMillis(random.nextInt(most));
  }

  private Set<String> subscribed() {
    return exchange.connections().stream()
        .flatMap(connection -> connection.streams().stream())
        .map(stream -> stream.replace("@trade", ""))
        .collect(Collectors.toSet());
  }
}
