package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.RawRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jetty.JettyWebServer;

/** Which requests are answered, on which port, and with which headers. */
class RequestGuardTest {

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    // Boot would trust all forwarding headers there.
    webserver =
        TestWebserver.alone(
            "--spring.main.cloud-platform=kubernetes",
            "--coinpanel.webserver.trusted-proxies=127.0.0.2");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static int status(int port, String line, String... headers) throws IOException {
    return RawRequest.status(port, request(line, headers));
  }

  private static String request(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat)
        + "\r\n";
  }

  @Test
  void metricsAreOnTheManagementPortAndTheProbesOnBoth() {
    for (String probe : new String[] {"liveness", "readiness"}) {
      assertThat(webserver.get("/actuator/health/" + probe).statusCode()).isEqualTo(200);
      assertThat(webserver.manage("/actuator/health/" + probe).statusCode()).isEqualTo(200);
    }
    for (String path : new String[] {"/actuator", "/actuator/health", "/actuator/prometheus"}) {
      assertThat(webserver.get(path).statusCode()).as(path).isEqualTo(404);
      assertThat(webserver.manage(path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path : new String[] {"/", "/api/about", "/api/symbols", "/ws"}) {
      assertThat(webserver.manage(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/prometheus",
        "//actuator/prometheus",
        "/./actuator/prometheus",
        "/%61ctuator/prometheus",
        "/actuator;x=y/prometheus",
        "/js/../actuator/prometheus",
        "/actuator/health/liveness/../../prometheus",
        "/actuator/prometheus/",
        "/ACTUATOR/prometheus"
      })
  void metricsAreUnreachableOnTheClientPort(String path) throws IOException {
    assertThat(status(webserver.port(), "GET " + path)).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TRACE", "TRACK", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "FOO"})
  void rejectsUnusedMethods(String method) throws IOException {
    for (String path : new String[] {"/", "/api/symbols", "/ws", "/actuator/health/liveness"}) {
      String answer =
          RawRequest.answer(webserver.port(), request(method + " " + path, "X-Secret: tell"));
      assertThat(answer).as(path).startsWith("HTTP/1.1 4").doesNotContain("tell");
    }
  }

  @Test
  void rejectsPublicHostNames() throws IOException {
    String rebound = request("GET /").replace("localhost", "evil.example");
    assertThat(RawRequest.answer(webserver.port(), rebound))
        .startsWith("HTTP/1.1 421")
        .contains("COINPANEL_HOSTS");
    assertThat(status(webserver.port(), "GET /", "X-Forwarded-Host: evil.example")).isEqualTo(200);
  }

  @Test
  void theApiNeedsACredentialUnderAnyOtherHostName() throws IOException {
    String foreign = request("GET /api/v1/subscriptions").replace("localhost", "evil.example");
    assertThat(RawRequest.answer(webserver.port(), foreign))
        .startsWith("HTTP/1.1 401")
        .contains("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/about", "/nothing", "/js/main.js"})
  void everyAnswerHasTheSecurityHeaders(String path) {
    HttpResponse<String> answer = webserver.get(path);
    assertThat(answer.headers().map())
        .containsKeys(
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Permissions-Policy")
        .doesNotContainKey("Strict-Transport-Security");
  }

  @Test
  void ignoresForwardingHeadersOfUntrustedPeers() throws IOException {
    String answer =
        RawRequest.answer(webserver.port(), request("GET /", "X-Forwarded-Proto: https"));
    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("Strict-Transport-Security");
  }

  @Test
  void searchesOfAnAddressAreLimited() {
    assertThat(IntStream.range(0, 300).map(_ -> webserver.get("/api/symbols?query=b").statusCode()))
        .contains(200)
        .contains(429);
  }

  @Test
  void queuesAStormOfHandshakes() {
    JettyWebServer server = (JettyWebServer) webserver.server();
    ServerConnector clients = (ServerConnector) server.getServer().getConnectors()[0];
    assertThat(clients.getAcceptQueueSize()).isGreaterThanOrEqualTo(4096);
  }
}
