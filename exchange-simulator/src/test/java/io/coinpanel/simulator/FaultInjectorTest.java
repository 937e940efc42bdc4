package io.coinpanel.simulator;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.simulator.exchange.ShutdownFormat;
import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.Violation;
import io.coinpanel.simulator.stream.FrameFormat;
import io.coinpanel.simulator.stream.PoisonResponse;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  private StreamClient client;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented().clock(clock).symbols(10));
    client = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private static String trade(long id) {
    return "\"t\":" + id + ",";
  }

  @Test
  void resetsSocketsWithoutACloseFrame() {
    simulator.injectFaults(to -> to.reset(ALL));
    assertThat(client.closeCode()).isEqualTo(StreamClient.ABNORMAL);
    Eventually.until("gone", () -> simulator.connections().isEmpty());
  }

  @Test
  void closesOnlyTheConnectionThatIsNamed() {
    StreamClient other = StreamClient.connect(simulator, "/ws/btcusdt@trade");
    long id = simulator.connections().getFirst().id();
    simulator.injectFaults(to -> to.close(id, 1012, "restart"));
    assertThat(client.closeCode()).isEqualTo(1012);
    simulator.publish("BTCUSDT", "1");
    assertThat(other.next()).contains("BTCUSDT");
  }

  @Test
  void stallsDataWhileAnswersAndPingsFlow() {
    simulator.injectFaults(to -> to.stall(ALL, true));
    simulator.publish("BTCUSDT", "1");
    client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
    assertThat(client.next()).contains("result");
    clock.advance(Duration.ofSeconds(20));
    assertThat(client.nextPing()).isNotEmpty();
    simulator.injectFaults(to -> to.stall(ALL, false));
    long id = simulator.publish("BTCUSDT", "1");
    assertThat(client.next()).contains(trade(id));
  }

  @Test
  void refusesConnectionsAndListensAgainOnTheSamePort() {
    int port = simulator.port();
    simulator.refuseConnections();
    // Refused, or reset if the socket was just being closed.
    assertThatThrownBy(() -> StreamClient.connect(simulator, "/ws"))
        .hasCauseInstanceOf(SocketException.class);
    simulator.publish("BTCUSDT", "1");
    assertThat(client.next()).contains("BTCUSDT");
    simulator.acceptConnections();
    assertThat(simulator.port()).isEqualTo(port);
    StreamClient.connect(simulator, "/ws").close();
  }

  @Test
  void refusesOnlyStreams() {
    simulator.injectFaults(to -> to.refuseStreams(503));
    assertThatThrownBy(() -> StreamClient.connect(simulator, "/ws")).hasMessageContaining("503");
    simulator.injectFaults(to -> to.refuseStreams(0));
    StreamClient.connect(simulator, "/ws").close();
  }

  @Test
  void skipsTradesOnTheStreamThatHistoryHas() throws IOException {
    simulator.injectFaults(to -> to.streams().skipNext(2));
    long first = simulator.publish("BTCUSDT", "1");
    simulator.publish("BTCUSDT", "2");
    long third = simulator.publish("BTCUSDT", "3");
    assertThat(client.next()).contains(trade(third));
    var rows =
        new RestClient(simulator).json("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=" + first);
    assertThat(rows.size()).isEqualTo(3);
  }

  @Test
  void repeatsAndReorders() {
    long first = simulator.publish("BTCUSDT", "1");
    simulator.injectFaults(to -> to.repeat("BTCUSDT", 5));
    assertThat(client.next(2)).allMatch(frame -> frame.contains(trade(first)));
    simulator.injectFaults(to -> to.streams().reorderNext(3));
    for (int i = 0; i < 4; i++) {
      simulator.publish("BTCUSDT", "2");
    }
    for (long id : new long[] {first + 3, first + 2, first + 1, first + 4}) {
      assertThat(client.next()).contains(trade(id));
    }
  }

  @Test
  void sendsGarbageHugeAndBrokenFrames() {
    simulator.injectFaults(to -> to.sendText(ALL, "<html>"));
    assertThat(client.next()).isEqualTo("<html>");
    simulator.injectFaults(to -> to.sendHuge(ALL, 2_000_000));
    assertThat(client.next()).hasSize(2_000_000);
    simulator.injectFaults(to -> to.sendBytes(ALL, "no frame".getBytes(StandardCharsets.US_ASCII)));
    assertThat(client.closeCode()).isEqualTo(StreamClient.ABNORMAL);
  }

  @Test
  void cutsAFrameInTheMiddle() {
    simulator.injectFaults(to -> to.truncate(ALL));
    assertThat(client.closeCode()).isEqualTo(StreamClient.ABNORMAL);
  }

  @Test
  void announcesAShutdownInBothShapes() {
    String raw = "{\"e\":\"serverShutdown\",\"E\":" + clock.millis() + "}";
    String combined = "{\"stream\":\"!serverShutdown\",\"data\":" + raw + "}";
    StreamClient other = StreamClient.connect(simulator, "/stream?streams=btcusdt@trade");
    simulator.injectFaults(to -> to.announceShutdown(ALL, ShutdownFormat.AS_CONNECTED));
    assertThat(client.next()).isEqualTo(raw);
    assertThat(other.next()).isEqualTo(combined);
    simulator.injectFaults(to -> to.announceShutdown(ALL, ShutdownFormat.COMBINED));
    assertThat(client.next()).isEqualTo(combined);
  }

  @Test
  void dropsCommandsAndAcknowledgesWithoutSubscribing() {
    simulator.injectFaults(to -> to.streams().loseCommands(1));
    simulator.injectFaults(to -> to.streams().acknowledgeOnly(1));
    client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
    client.subscribe("ethusdt@trade");
    assertThat(simulator.connections().getFirst().streams()).containsExactly("btcusdt@trade");
  }

  @Test
  void rejectsASubscribeThatNamesAPoisonedStream() {
    List<String> bad = List.of("ethusdt@trade");
    simulator.injectFaults(to -> to.commands().poison(bad, PoisonResponse.WITH_ID));
    client.send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"bnbusdt@trade\",\"ethusdt@trade\"],\"id\":9}");
    assertThat(client.next()).contains("\"error\"").endsWith("\"id\":9}");
    assertThat(simulator.connections().getFirst().streams()).containsExactly("btcusdt@trade");
    simulator.injectFaults(to -> to.commands().poison(bad, PoisonResponse.NONE));
    client.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":1}");
    client.subscribe("bnbusdt@trade");
    assertThat(simulator.connections().getFirst().streams())
        .containsExactlyInAnyOrder("btcusdt@trade", "bnbusdt@trade");
  }

  @Test
  void ignoresLongCommandsAndDelaysAnswers() {
    simulator.injectFaults(to -> to.commands().ignoreLongerThan(70));
    client.send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"bnbusdt@trade\",\"ethusdt@trade\"],\"id\":9}");
    client.subscribe("solusdt@trade");
    simulator.injectFaults(to -> to.commands().delayAnswers(Duration.ofMillis(50)));
    client.subscribe("xrpusdt@trade");
    simulator.injectFaults(to -> to.commands().delayAnswers(Duration.ZERO));
    simulator.injectFaults(to -> to.commands().delayCommands(Duration.ofMillis(50)));
    client.subscribe("adausdt@trade");
    assertThat(simulator.connections().getFirst().streams())
        .containsExactlyInAnyOrder(
            "btcusdt@trade", "solusdt@trade", "xrpusdt@trade", "adausdt@trade");
  }

  @Test
  void sendsTradesInUndocumentedShapesThatHistoryHasAsTheyAre() {
    simulator.injectFaults(to -> to.streams().garbleNext(1, FrameFormat.UNREADABLE));
    long id = simulator.publish("BTCUSDT", "1");
    assertThat(client.next()).contains("\"s\":\"BTCUSDT\"", "\"p\":\"?\"", "\"t\":" + id + ",");
    simulator.injectFaults(to -> to.streams().garbleNext(1, FrameFormat.NAMELESS));
    simulator.publish("BTCUSDT", "1");
    assertThat(client.next()).doesNotContain("BTCUSDT");
    simulator.injectFaults(to -> to.streams().garbleNext(1, FrameFormat.EXTENDED));
    simulator.publish("BTCUSDT", "1.5");
    assertThat(client.next()).contains("\"p\":1.50000000,", "\"x\":{");
    simulator.publish("BTCUSDT", "1");
    assertThat(client.next()).startsWith("{\"e\":\"trade\"");
  }

  @Test
  void delaysTradesOfOneConnection() {
    StreamClient other = StreamClient.connect(simulator, "/ws").subscribe("btcusdt@trade");
    simulator.injectFaults(to -> to.delayTrades(1, Duration.ofMillis(50)));
    simulator.publish("BTCUSDT", "1");
    assertThat(other.next()).isEqualTo(client.next());
  }

  @Test
  void sendsPingsInABurstAndAwaitsThePongForTheNewest() {
    simulator.injectFaults(to -> to.pingBurst(ALL, 3));
    client.nextPing();
    client.nextPing();
    String newest = client.nextPing();
    client.pong(newest);
    assertThat(newest).endsWith("-3");
    Eventually.until("pong", () -> simulator.connections().getFirst().pongs() == 1);
  }

  @Test
  void leavesHandshakesUnansweredAndCountsTheirSockets() throws IOException {
    simulator.injectFaults(to -> to.ignoreUpgrades(true));
    try (Socket socket = socket()) {
      String upgrade = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n";
      socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      Eventually.until("ignored", () -> simulator.unansweredUpgrades() == 1);
    }
    Eventually.until("gone", () -> simulator.unansweredUpgrades() == 0);
  }

  private Socket socket() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), simulator.webSocketUri().getPort());
  }

  @Test
  void sendsRetryAfterWithRejectedHandshakes() throws IOException {
    simulator.injectFaults(to -> to.refuseStreams(429, "Wed, 21 Oct 2026 07:28:00 GMT"));
    try (Socket socket = socket()) {
      String upgrade = "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n";
      socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(90);
      assertThat(new String(answer, StandardCharsets.US_ASCII))
          .contains("429 ")
          .containsIgnoringCase("retry-after: Wed, 21 Oct 2026 07:28:00 GMT");
    }
  }

  @Test
  void announcesAShutdownToEveryNewConnection() {
    simulator.injectFaults(to -> to.shutDownOnConnect(true));
    assertThat(StreamClient.connect(simulator, "/ws").next()).contains("serverShutdown");
  }

  @Test
  void listsSymbolsOfAnyScriptAndAgainWithIdsFromTheStart() throws IOException {
    simulator.list("币安usdt", "2", 0);
    client.subscribe("币安usdt@trade");
    assertThat(simulator.publish("币安usdt", "2")).isZero();
    assertThat(client.next()).contains("\"s\":\"币安USDT\",\"t\":0,");
    simulator.publish("BTCUSDT", "1");
    simulator.list("BTCUSDT", "3", 0);
    simulator.publish("BTCUSDT", "3");
    assertThat(client.next(2).getLast()).contains("\"t\":0,\"p\":\"3.00000000\"");
    var rows = new RestClient(simulator).json("/api/v3/historicalTrades?symbol=BTCUSDT&fromId=0");
    assertThat(rows.size()).isEqualTo(1);
  }

  @Test
  void cutsAClientThatDoesNotRead() throws IOException {
    try (Simulator small =
        Simulator.start(SimulatorSettings.documented().symbols(10).pendingBytes(1 << 20))) {
      StreamClient lazy = StreamClient.connect(small, "/ws").subscribe("btcusdt@trade");
      lazy.stopReading();
      small.walk(Double.POSITIVE_INFINITY, "BTCUSDT");
      Eventually.until("cut", () -> small.connections().isEmpty());
      assertThat(small.violations()).extracting(Violation::limit).containsExactly(Limit.TOO_SLOW);
    }
  }
}
