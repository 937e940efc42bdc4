package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx that ends TLS in front, with the configuration that the documents show. */
class NginxTest {

  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path DOCUMENTED = Path.of("../deploy/nginx/coinpanel.conf");

  @TempDir static Path folder;

  private int port;
  private @Nullable Process nginx;
  private @Nullable TestWebserver webserver;

  @BeforeAll
  static void makeCertificate() throws Exception {
    assumeTrue(Files.isExecutable(NGINX), "nginx is not installed");
    Process openssl =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=localhost",
                    "-addext",
                    "subjectAltName=DNS:localhost",
                    "-keyout",
                    "coinpanel.key",
                    "-out",
                    "coinpanel.crt"))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(openssl.waitFor()).isZero();
  }

  private void start(String changed, String to, String... settings) throws IOException {
    webserver = TestWebserver.alone(settings);
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String server =
        Files.readString(DOCUMENTED)
            .replace("listen 443", "listen 127.0.0.1:" + port)
            .replace("coinpanel.example.com", "localhost")
            .replace("127.0.0.1:8000", "127.0.0.1:" + webserver.port())
            .replace("/etc/ssl", folder.toString())
            .replace(changed, to);
    Path configuration = folder.resolve("nginx-" + port + ".conf");
    Files.writeString(
        configuration,
        "daemon off; pid "
            + folder
            + "/nginx.pid; error_log stderr; events {}\n"
            + "http { access_log off; client_body_temp_path "
            + folder
            + "/body;\n"
            + "proxy_temp_path "
            + folder
            + "/proxy; fastcgi_temp_path "
            + folder
            + "/f;\n"
            + "uwsgi_temp_path "
            + folder
            + "/u; scgi_temp_path "
            + folder
            + "/s;\n"
            + server
            + "}\n");
    nginx =
        new ProcessBuilder(NGINX.toString(), "-c", configuration.toString()).inheritIO().start();
    Eventually.until(() -> answer("/", "").startsWith("HTTP/1.1 200"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
    }
    if (webserver != null) {
      webserver.close();
    }
  }

  /** The head of what is answered through nginx. */
  private String answer(String path, String headers) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", port)) {
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

  private static SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream certificate = Files.newInputStream(folder.resolve("coinpanel.crt"))) {
      store.setCertificateEntry(
          "nginx", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
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
        .contains(Files.readString(DOCUMENTED));
  }
}
