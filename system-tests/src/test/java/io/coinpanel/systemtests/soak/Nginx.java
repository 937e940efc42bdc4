package io.coinpanel.systemtests.soak;

import io.coinpanel.standalone.runtime.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real nginx before webservers, with the documented configuration but for TLS. */
final class Nginx implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Path DOCUMENTED = Path.of("../deploy/nginx/coinpanel.conf");
  private static final int CONNECTIONS = 4096;

  private final int port;
  private final Process process;

  private Nginx(int port, Process process) {
    this.port = port;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  static Nginx start(Path directory, List<Integer> webservers) throws IOException {
    int port = Ports.free();
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, port, webservers));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-p", directory.toString(), "-c", "nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    return new Nginx(port, process);
  }

  private static String configuration(Path directory, int port, List<Integer> webservers)
      throws IOException {
    String upstream =
        webservers.stream()
            .map("server 127.0.0.1:%d fail_timeout=1s;"::formatted)
            .collect(Collectors.joining(" "));
    String server =
        Files.readString(DOCUMENTED)
            .replace("listen 443 ssl", "listen 127.0.0.1:" + port)
            .replaceAll("ssl_certificate.*;", "")
            .replace("coinpanel.example.com", "localhost")
            .replace("127.0.0.1:8000", "webservers");
    return """
        daemon off; pid nginx.pid; error_log stderr crit;
        events { worker_connections %1$d; }
        http {
          access_log off;
          client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
          uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
          upstream webservers { %3$s }
          %4$s
        }
        """
        .formatted(CONNECTIONS, directory, upstream, server);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
  }
}
