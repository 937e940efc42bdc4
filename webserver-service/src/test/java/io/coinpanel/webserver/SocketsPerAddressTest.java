package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many sockets from one address, and incomplete handshakes. */
class SocketsPerAddressTest {

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver =
        TestWebserver.alone(
            "--coinpanel.webserver.max-connections-per-address=3",
            "--server.jetty.connection-idle-timeout=1s");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static String answerToHandshake() {
    try (RawSocket socket = new RawSocket(webserver.port())) {
      return socket.head().lines().findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rejectsSocketsOverTheLimitUntilOneCloses() {
    TestClient leaving = webserver.client();
    try (TestClient second = webserver.client();
        TestClient third = webserver.client()) {
      assertThat(answerToHandshake()).isEqualTo("HTTP/1.1 429 Too Many Requests");
      leaving.cut();
      Eventually.until(() -> answerToHandshake().startsWith("HTTP/1.1 101"));
      second.expectNothing();
      third.expectNothing();
    }
  }

  @Test
  void countsClientsBehindAProxySeparately() throws IOException {
    List<RawSocket> sockets = new ArrayList<>();
    try (TestWebserver behindProxy =
        TestWebserver.alone(
            "--coinpanel.webserver.max-connections-per-address=1",
            "--coinpanel.webserver.trusted-proxies=127.0.0.1,::1")) {
      for (int i = 1; i <= 200; i++) {
        sockets.add(new RawSocket(behindProxy.port(), "X-Forwarded-For: 203.0.113." + i));
        assertThat(sockets.getLast().head()).startsWith("HTTP/1.1 101");
      }
      for (String known : List.of("203.0.113.7", "198.51.100.1, 203.0.113.8")) {
        sockets.add(new RawSocket(behindProxy.port(), "X-Forwarded-For: " + known));
        assertThat(sockets.getLast().head()).startsWith("HTTP/1.1 429");
      }
      for (RawSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void abortsIncompleteHandshakes() throws IOException {
    try (Socket socket = new Socket("localhost", webserver.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /ws HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.US_ASCII)).doesNotStartWith("HTTP/1.1 101");
    }
  }
}
