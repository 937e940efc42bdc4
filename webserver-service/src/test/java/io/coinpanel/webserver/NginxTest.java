package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx that ends TLS in front, with the configuration that the documents show. */
class NginxTest {

  @TempDir static Path folder;

  private int port;
  private @Nullable Nginx nginx;
  private @Nullable TestWebserver webserver;

  @BeforeAll
  static void makeCertificate() throws Exception {
    assumeTrue(Nginx.isInstalled(), "nginx is not installed");
    Nginx.createCertificate(folder);
  }

  private void start(String changed, String to, String... settings) throws IOException {
    webserver = TestWebserver.alone(settings);
    port = Nginx.freePort();
    nginx = Nginx.start(folder, port, webserver.port(), file -> file.replace(changed, to));
    Eventually.until(() -> answer("/", "").startsWith("HTTP/1.1 200"));
  }

  @AfterEach
  void stop() {
    if (nginx != null) {
      nginx.close();
    }
    if (webserver != null) {
      webserver.close();
    }
  }

  /** The head of what is answered through nginx. */
  private String answer(String path, String headers) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) Nginx.trusting(folder).getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + headers + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      return head.toString();
    }
  }

  private String handshake(String origin) throws Exception {
    return answer(
            "/ws",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: "
                + origin
                + "\r\n")
        .split(" ", 3)[1];
  }

  @Test
  void theOwnPageConnectsThroughTheDocumentedProxyAndOthersDoNot() throws Exception {
    start("", "", "--coinpanel.webserver.trusted-proxies=127.0.0.1,::1");
    assertThat(handshake("https://localhost:" + port)).isEqualTo("101");
    assertThat(handshake("http://localhost:" + port)).isEqualTo("403");
    assertThat(handshake("https://evil.example")).isEqualTo("403");
    assertThat(answer("/", "")).contains("Strict-Transport-Security");
  }

  @Test
  void theOwnPageConnectsThroughTheDocumentedProxyAlsoWithoutSettings() throws Exception {
    start("", "");
    assertThat(handshake("https://localhost:" + port)).isEqualTo("101");
    assertThat(handshake("https://evil.example")).isEqualTo("403");
    assertThat(answer("/", "")).doesNotContain("Strict-Transport-Security");
  }

  @Test
  void theOwnPageConnectsWhereTheProxyLeavesOutThePort() throws Exception {
    start("Host $http_host", "Host $host", "--coinpanel.webserver.trusted-proxies=127.0.0.1,::1");
    assertThat(handshake("https://localhost:" + port)).isEqualTo("101");
    assertThat(handshake("https://evil.example")).isEqualTo("403");
  }

  @Test
  void theOwnPageIsThatOfThePublicUrlWhateverTheProxySends() throws Exception {
    start(
        "Host $http_host",
        "Host inner",
        "--coinpanel.webserver.public-url=https://coins.example",
        "--coinpanel.webserver.trusted-proxies=");
    assertThat(handshake("https://coins.example")).isEqualTo("101");
    assertThat(handshake("https://localhost:" + port)).isEqualTo("403");
  }

  @Test
  void theDocumentsShowThisFile() throws IOException {
    assertThat(Files.readString(Path.of("../docs/operations.md")))
        .contains(Files.readString(Nginx.DOCUMENTED));
  }
}
