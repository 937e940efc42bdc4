package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Protocol rules and close reasons of sockets. */
class SocketBehaviourTest {

  private static TestWebserver webserver;
  private static FakeIngestion fakeIngestion;

  @BeforeAll
  static void start() {
    webserver =
        TestWebserver.alone(
            "--coinpanel.webserver.heartbeat=1s",
            "--coinpanel.webserver.pong-timeout=3s",
            "--coinpanel.webserver.max-subscriptions=3");
    fakeIngestion = webserver.ingestion();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static RawSocket connect(String... headers) throws IOException {
    RawSocket socket = new RawSocket(webserver.port(), headers);
    assertThat(socket.head()).startsWith("HTTP/1.1 101");
    assertThat(socket.read(RawSocket.TEXT).text()).contains("\"type\":\"welcome\"");
    return socket;
  }

  private static byte[] ping(int size) {
    String start = "{\"type\":\"ping\",\"x\":\"";
    return (start + "x".repeat(size - start.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void acceptsAFrameOf8192Bytes() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.TEXT, true, ping(8192));
      assertThat(socket.read(RawSocket.TEXT).text())
          .isEqualTo("{\"type\":\"pong\",\"ignored\":[\"x\"]}");
    }
  }

  @Test
  void closesWith1009OnAFrameOf8193Bytes() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.TEXT, true, ping(8193));
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void closesWith1009LongBeforeTheEndOfAHugeFrame() throws IOException {
    try (RawSocket socket = connect()) {
      socket.startHugeText(9000);
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void countsFragmentsTogether() throws IOException {
    try (RawSocket socket = connect()) {
      byte[] half = ping(4096);
      socket.send(RawSocket.TEXT, false, half);
      socket.send(RawSocket.CONTINUATION, false, half);
      socket.send(RawSocket.CONTINUATION, true, new byte[] {'x'});
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void putsFragmentsTogether() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.TEXT, false, "{\"type\":".getBytes(StandardCharsets.UTF_8));
      socket.send(RawSocket.PING, true, new byte[] {'p'});
      socket.send(RawSocket.CONTINUATION, true, "\"ping\"}".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.read(RawSocket.PONG).text()).isEqualTo("p");
      assertThat(socket.read(RawSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  @Test
  void countsBytesNotCharacters() throws IOException {
    try (RawSocket socket = connect()) {
      socket.text("{\"type\":\"ping\",\"x\":\"" + "ü".repeat(4090) + "\"}");
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void closesWith1003OnABinaryFrame() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.BINARY, true, "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void closesWith1003OnABinaryMessageInFragments() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.BINARY, false, new byte[] {1});
      socket.send(RawSocket.CONTINUATION, true, new byte[] {2});
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1003);
    }
  }

  @Test
  void answersAnEmptyPing() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.PING, true, new byte[0]);
      assertThat(socket.read(RawSocket.PONG).payload()).isEmpty();
      socket.send(RawSocket.PONG, true, new byte[0]);
      socket.text("{\"type\":\"ping\"}");
      assertThat(socket.read(RawSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {RawSocket.PING, RawSocket.PONG, RawSocket.TEXT})
  void countsOtherFramesAsCommands(int opcode) throws IOException {
    try (RawSocket socket = connect()) {
      boolean fragments = opcode == RawSocket.TEXT;
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int i = 0; i < 200; i++) {
        boolean later = fragments && i > 0;
        frames.writeBytes(
            RawSocket.frame(later ? RawSocket.CONTINUATION : opcode, !fragments, new byte[0]));
      }
      // In one piece: the server closes when it has seen most of them.
      socket.write(frames.toByteArray());
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void answersACloseWithItsCode() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.CLOSE, true, new byte[] {(byte) (4321 >> 8), (byte) 4321});
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(4321);
    }
  }

  @Test
  void closesWith1007OnTextThatIsNotUtf8() throws IOException {
    try (RawSocket socket = connect()) {
      socket.send(RawSocket.TEXT, true, new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void repliesBeforeClosingOnABinaryFrame() throws IOException {
    try (RawSocket socket = connect()) {
      askTwice(socket);
      socket.send(RawSocket.BINARY, true, new byte[] {1});
      expectTwoRepliesThenClose(socket, 1003);
    }
  }

  @Test
  void repliesBeforeClosingOnInvalidUtf8() throws IOException {
    try (RawSocket socket = connect()) {
      askTwice(socket);
      socket.send(RawSocket.TEXT, true, new byte[] {(byte) 0xff});
      expectTwoRepliesThenClose(socket, 1007);
    }
  }

  @Test
  void repliesBeforeClosingOnALongFrame() throws IOException {
    try (RawSocket socket = connect()) {
      askTwice(socket);
      socket.send(RawSocket.TEXT, true, ping(8193));
      expectTwoRepliesThenClose(socket, 1009);
    }
  }

  private static void askTwice(RawSocket socket) throws IOException {
    socket.text("{\"type\":\"ping\"}");
    socket.text("{\"symbol\":\"btcusdt\",\"threshold\":\"9\"}");
  }

  private static void expectTwoRepliesThenClose(RawSocket socket, int code) throws IOException {
    assertThat(socket.read(RawSocket.TEXT).text()).contains("\"type\":\"pong\"");
    assertThat(socket.read(RawSocket.TEXT).text()).contains("\"type\":\"subscribed\"");
    assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(code);
    assertThat(socket.isAtEnd()).isTrue();
  }

  @Test
  void survivesJsonOfAnyDepth() {
    try (TestClient client = webserver.client()) {
      assertThat(client.askAnything("[".repeat(8000)).get("code").asString())
          .isEqualTo("invalid_json");
      String deep = "[".repeat(4000) + "]".repeat(4000);
      assertThat(client.askAnything("{'type':'ping','x':" + deep + "}").get("type").asString())
          .isEqualTo("pong");
      assertThat(
              client.askAnything("{'symbol':" + deep + ",'threshold':1}").get("message").asString())
          .contains("symbol");
    }
  }

  @Test
  void echoesARefOf64CodePointsAndRefusesALongerOne() {
    try (TestClient client = webserver.client()) {
      String ref = "\uD83D\uDE80".repeat(64);
      assertThat(client.ask("{'type':'ping','ref':'" + ref + "'}").get("ref").asString())
          .isEqualTo(ref);
      JsonNode error = client.askAnything("{'type':'ping','ref':'" + ref + "x'}");
      assertThat(error.get("code").asString()).isEqualTo("invalid_message");
      assertThat(error.get("message").asString()).contains("ref");
      assertThat(
              client
                  .askAnything(
                      "{'type':'dance','ref':'a\\'b\\u0001\\ud800'}".replace("\\'", "\\\""))
                  .get("ref")
                  .asString())
          .isEqualTo("a\"b\u0001\ud800");
    }
  }

  @Test
  void refusesMoreThanFiftyCommandsASecondAndThenCloses() throws IOException {
    try (RawSocket socket = connect()) {
      // In one piece, as the second begins with the first; the network cuts some, which count once.
      socket.write(pings(150));
      for (int i = 0; i < 150; i++) {
        JsonNode reply = socket.next();
        assertThat(reply.get("ref").asString()).isEqualTo(Integer.toString(i));
        assertThat(i < 50 ? reply.get("type") : reply.get("code"))
            .hasToString(i < 50 ? "\"pong\"" : "\"rate_limited\"");
      }
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
    }
  }

  private static byte[] pings(int count) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      byte[] ping =
          "{\"type\":\"ping\",\"ref\":\"%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8);
      frames.writeBytes(RawSocket.frame(RawSocket.TEXT, true, ping));
    }
    return frames.toByteArray();
  }

  @Test
  void doesNotRateLimitCommandsDelayedByTheServer() throws SQLException {
    try (TestClient client = webserver.client();
        Connection other = webserver.bean(DataSource.class).getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table subscription in share row exclusive mode");
      client.send("{'symbol':'btcusdt','threshold':'1'}");
      IntStream.range(0, 80).forEach(i -> client.send("{'type':'ping'}"));
      statement.execute("select pg_sleep(1.25)");
      other.rollback();
      client.nextOfType("subscribed");
      IntStream.range(0, 80).forEach(i -> client.nextOfType("pong"));
    }
  }

  @Test
  void closesWith4002WhenNoPingIsAnswered() throws IOException {
    try (RawSocket socket = connect()) {
      assertThat(socket.read(RawSocket.PING).text()).matches("1:[0-9]+");
      socket.send(RawSocket.PONG, true, "unasked".getBytes(StandardCharsets.UTF_8));
      socket.text("{\"type\":\"ping\"}");
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void keepsAClientThatAnswersPings() throws IOException {
    try (RawSocket socket = connect()) {
      for (int i = 1; i <= 5; i++) {
        RawSocket.Frame ping = socket.read(RawSocket.PING);
        assertThat(ping.text()).startsWith(i + ":");
        socket.send(RawSocket.PONG, true, ping.payload());
      }
    }
  }

  @Test
  void negotiatesNoCompression() throws IOException {
    try (RawSocket socket =
        new RawSocket(webserver.port(), "Sec-WebSocket-Extensions: permessage-deflate")) {
      assertThat(socket.head()).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("deflate");
    }
  }

  @Test
  void rejectsForeignOrigins() throws IOException {
    try (RawSocket socket = new RawSocket(webserver.port(), "Origin: https://example.org")) {
      assertThat(socket.head()).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void limitsLiveSubscriptionsOnly() {
    try (TestClient client = webserver.client()) {
      long first = 0;
      for (int i = 1; i <= 3; i++) {
        JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':" + i + "}");
        first = Long.parseLong(subscribed.get("subscription").get("id").asString());
      }
      assertThat(client.ask("{'symbol':'btcusdt','threshold':4}").get("code").asString())
          .isEqualTo("limit_exceeded");
      assertThat(client.ask("{'symbol':'btcusdt','threshold':3}").get("created").asBoolean(true))
          .isFalse();
      fakeIngestion.finish(first);
      assertThat(client.ask("{'symbol':'btcusdt','threshold':3}").get("created").asBoolean())
          .isTrue();
      JsonNode list = client.ask("{'type':'list'}").get("subscriptions");
      assertThat(list.valueStream().map(one -> one.get("status").asString()))
          .containsExactly("pending", "pending", "finished", "pending");
    }
  }

  @Test
  void enablesAPausedSubscriptionAtTheLimit() {
    try (TestClient client = webserver.client()) {
      String id = "";
      for (int i = 1; i <= 3; i++) {
        JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':" + i + "}");
        id = subscribed.get("subscription").get("id").asString();
      }
      client.ask("{'type':'update','subscription_id':'" + id + "','enabled':false}");
      JsonNode again = client.ask("{'symbol':'btcusdt','threshold':3}");
      assertThat(again.get("created").asBoolean(true)).isFalse();
      assertThat(again.get("subscription").get("id").asString()).isEqualTo(id);
      assertThat(again.get("subscription").get("enabled").asBoolean()).isTrue();
    }
  }

  @Test
  void sendsPricesOfSubscribedSymbolsWhenEnabled() {
    try (TestClient client = webserver.client()) {
      fakeIngestion.storeTrade("btcusdt", "100.50");
      client.ask("{'symbol':'btcusdt','threshold':'200'}");
      assertThat(client.ask("{'type':'prices','enabled':true,'ref':'p'}").toString())
          .isEqualTo("{\"type\":\"prices\",\"ref\":\"p\",\"enabled\":true}");
      assertThat(client.nextOfType("price").get("price").asString()).isEqualTo("100.5");
      fakeIngestion.storeTrade("btcusdt", "101");
      assertThat(client.nextOfType("price").get("price").asString()).isEqualTo("101");
      client.ask("{'type':'prices','enabled':false}");
      fakeIngestion.storeTrade("btcusdt", "102");
      client.expectNothing();
    }
  }
}
