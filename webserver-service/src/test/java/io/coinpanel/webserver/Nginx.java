package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real nginx that ends TLS before a webserver, with the configuration that the documents show.
 */
final class Nginx implements AutoCloseable {

  static final Path DOCUMENTED = Path.of("../deploy/nginx/coinpanel.conf");

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

  private final Process process;

  private Nginx(Process process) {
    this.process = process;
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Creates a certificate for localhost in this folder. */
  static void createCertificate(Path folder) throws IOException, InterruptedException {
    String command =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
            + " -addext subjectAltName=DNS:localhost -keyout coinpanel.key -out coinpanel.crt";
    Process openssl =
        new ProcessBuilder(command.split(" ")).directory(folder.toFile()).inheritIO().start();
    assertThat(openssl.waitFor()).isZero();
  }

  /**
   * Starts it; it listens soon after.
   *
   * @param folder with the certificate
   * @param change how the configuration differs from the documented one
   */
  static Nginx start(Path folder, int port, int webserver, UnaryOperator<String> change)
      throws IOException {
    String server =
        change
            .apply(Files.readString(DOCUMENTED))
            .replace("listen 443", "listen 127.0.0.1:" + port)
            .replace("coinpanel.example.com", "localhost")
            .replace("127.0.0.1:8000", "127.0.0.1:" + webserver)
            .replace("/etc/ssl", folder.toString());
    String configuration =
        """
        daemon off; pid nginx.pid; error_log stderr; events {}
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          %s
        }
        """
            .formatted(server);
    Path file = Files.writeString(folder.resolve("nginx-" + port + ".conf"), configuration);
    return new Nginx(
        new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString())
            .inheritIO()
            .start());
  }

  /** Trusts the certificate in this folder. */
  static SSLContext trusting(Path folder) throws IOException, GeneralSecurityException {
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

  /** A client that connects from this address of the machine. */
  static HttpClient clientAt(String address, SSLContext trust) throws IOException {
    return HttpClient.newBuilder()
        .sslContext(trust)
        .localAddress(InetAddress.getByName(address))
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
  }
}
