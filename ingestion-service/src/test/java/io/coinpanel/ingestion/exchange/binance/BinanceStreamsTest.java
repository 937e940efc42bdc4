package io.coinpanel.ingestion.exchange.binance;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.stream.FrameFormat;
import io.coinpanel.simulator.stream.PoisonResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are opened, rejected and read. */
class BinanceStreamsTest extends StreamsScenarioTest {

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
  void resendsLostCommands() {
    exchange.injectFaults(action -> action.streams().loseCommands(1));
    open("btcusdt");
    until(() -> exchange.framesReceived() == 1);
    clock.jump(Duration.ofSeconds(6));
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
    until(() -> exchange.framesReceived() > 0);
    until(
        () -> {
          clock.jump(Duration.ofMillis(100));
          return sink.told.size() == 11 && halted() == 1;
        });
    assertThat(sink.told).doesNotContain("opened s7usdt");
    exchange.injectFaults(action -> action.commands().poison(List.of(), answer));
    clock.jump(Duration.ofSeconds(61));
    until(() -> sink.told.contains("opened s7usdt") && halted() == 0);
    assertThat(exchange.connectionAttempts()).isEqualTo(1);
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
