package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.coinpanel.testkit.client.RawRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Invalid handshakes are client errors and not logged for operators. */
class HandshakeTest {

  private static final List<String> HANDSHAKE =
      List.of(
          "GET /ws HTTP/1.1",
          "Host: localhost",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static TestWebserver webserver;

  private final ListAppender<ILoggingEvent> troubles = new ListAppender<>();

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void listen() {
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel("WARN");
    warnings.start();
    troubles.addFilter(warnings);
    troubles.start();
    ROOT.addAppender(troubles);
  }

  @AfterEach
  void stopListening() {
    ROOT.detachAppender(troubles);
  }

  /** The handshake with one header set to something else, or left out, and closed afterwards. */
  private static String handshake(String header, String value) {
    List<String> lines = new ArrayList<>(HANDSHAKE);
    lines.removeIf(line -> line.startsWith(header + ":"));
    if (!value.isEmpty()) {
      lines.add(header + ": " + value);
    }
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static int status(String request) throws IOException {
    return RawRequest.status(
        webserver.port(), request.replace("Upgrade\r\n", "Upgrade, close\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Origin                   | http://a:b                      | 403
          Origin                   | https://%s                      | 403
          Origin                   | null                            | 403
          Origin                   | https://localhost.evil.example  | 403
          Origin                   | http://localhost                | 101
          Host                     | evil.example                    | 421
          Host                     | a:b                             | 400
          Host                     |                                 | 400
          Upgrade                  |                                 | 426
          Upgrade                  | h2c                             | 426
          Upgrade                  | h2c, WebSocket                  | 400
          Connection               | close                           | 400
          Connection               | keep-alive, Upgrade             | 101
          Sec-WebSocket-Version    |                                 | 426
          Sec-WebSocket-Version    | 12                              | 426
          Sec-WebSocket-Version    | thirteen                        | 426
          Sec-WebSocket-Version    | 99999999999999999999            | 426
          Sec-WebSocket-Key        |                                 | 400
          Sec-WebSocket-Key        | short                           | 400
          Sec-WebSocket-Key        | %%%%%%%%%%%%%%%%%%%%%%==        | 400
          Sec-WebSocket-Extensions | ;;,=,"                          | 400
          Sec-WebSocket-Extensions | permessage-deflate; x="         | 400
          Sec-WebSocket-Protocol   | ,,,                             | 101
          Sec-WebSocket-Protocol   | a b; c                          | 101
          """)
  void rejectsInvalidHeadersWithoutLogging(String header, String value, int status)
      throws IOException {
    assertThat(status(handshake(header, value == null ? "" : value))).isEqualTo(status);
    assertThat(troubles.list).isEmpty();
  }

  @Test
  void rejectsDuplicateHeaders() throws IOException {
    for (String header : List.of(HANDSHAKE.get(5), HANDSHAKE.get(4), "Origin: http://localhost")) {
      String twice = handshake("X", "y").replace("X: y", header + "\r\n" + header);
      assertThat(status(twice)).as(header).isBetween(400, 499);
    }
  }

  @Test
  void anUpgradeOverHttp10IsRefused() throws IOException {
    assertThat(status(handshake("X", "y").replace("HTTP/1.1", "HTTP/1.0"))).isEqualTo(400);
    assertThat(troubles.list).isEmpty();
  }

  @Test
  void rejectsOversizedHeaders() throws IOException {
    assertThat(status(handshake("X-Long", "x".repeat(100_000)))).isIn(431, 0);
    assertThat(status(handshake("Origin", "http://" + "x".repeat(7_000)))).isEqualTo(403);
    assertThat(troubles.list).isEmpty();
  }

  @Test
  void noInputIsAnErrorOfTheServer() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      StringBuilder request = new StringBuilder(handshake("Origin", "http://localhost"));
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        request.setCharAt(random.nextInt(request.length() - 4), (char) random.nextInt(256));
      }
      assertThat(status(request.toString())).as(request.toString()).isNotIn(500, 502, 503, 504);
    }
    assertThat(troubles.list).isEmpty();
  }
}
