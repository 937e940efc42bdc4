package io.coinpanel.systemtests.soak;

import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.systemtests.Signals;
import io.coinpanel.systemtests.clock.ClockFile;
import io.coinpanel.systemtests.clock.SteppedWebserver;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A webserver as a process of its own, always on the same port, with a small heap. */
final class WebserverProcess implements AutoCloseable {

  private static final Duration ASKING = Duration.ofSeconds(2);

  private final int port;
  private final List<String> command;
  private final File log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ASKING).build();
  private final ClockFile clock;
  private Process process;

  private WebserverProcess(int port, List<String> command, File log, ClockFile clock)
      throws IOException {
    this.port = port;
    this.command = command;
    this.log = log;
    this.clock = clock;
    clock.step(Duration.ZERO);
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  static WebserverProcess start(String name, String jdbcUrl, String heap, String... settings)
      throws IOException {
    int port = Ports.free();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path logs = Files.createDirectories(Path.of("target", "soak"));
    Path clock = logs.resolve(name + ".clock");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            java,
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-D" + ClockFile.PROPERTY + "=" + clock,
            "-cp",
            classes,
            SteppedWebserver.class.getName(),
            "--server.port=" + port,
            "--coinpanel.webserver.management-port=" + port,
            "--spring.datasource.url=" + jdbcUrl,
            "--spring.datasource.hikari.data-source-properties.ApplicationName=webserver " + port,
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--coinpanel.webserver.max-connections-per-address=5000"));
    command.addAll(List.of(settings));
    return new WebserverProcess(
        port, command, logs.resolve(name + ".log").toFile(), ClockFile.open(clock));
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  int port() {
    return port;
  }

  boolean isReady() {
    HttpRequest question =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/actuator/health/readiness"))
            .timeout(ASKING)
            .build();
    try {
      return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void awaitReady(Duration timeout) {
    Awaitility.await("webserver " + port + " to be ready").atMost(timeout).until(this::isReady);
  }

  /** Its resident memory. */
  long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Ends it as kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as SIGTERM does, and returns whether it has gone in time. */
  boolean terminate(Duration timeout) throws InterruptedException {
    process.destroy();
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops it from running without ending it, as a laptop's lid does. */
  void freeze() throws IOException {
    Signals.send("STOP", List.of(process.toHandle()));
  }

  void thaw() throws IOException {
    Signals.send("CONT", List.of(process.toHandle()));
  }

  /** Steps its wall clock to this distance from the right time, at which it stays. */
  void stepClock(Duration ahead) {
    clock.step(ahead);
  }

  void restart() throws IOException {
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
