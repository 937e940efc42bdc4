package io.coinpanel.systemtests.soak;

import io.coinpanel.standalone.runtime.Ports;
import io.coinpanel.systemtests.clock.ClockFile;
import io.coinpanel.systemtests.clock.ServiceCommand;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.process.RestartableProcess;
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

/** A webserver as a process of its own, always on the same port, with a small heap. */
final class WebserverProcess implements AutoCloseable {

  private static final Duration ASKING = Duration.ofSeconds(2);

  private final int port;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ASKING).build();
  private final ClockFile clock;
  private final RestartableProcess process;

  private WebserverProcess(int port, ClockFile clock, RestartableProcess process) {
    this.port = port;
    this.clock = clock;
    this.process = process;
  }

  static WebserverProcess start(String name, String jdbcUrl, String heap, String... settings)
      throws IOException {
    int port = Ports.free();
    Path logs = Files.createDirectories(Path.of("target", "soak"));
    Path clockFile = logs.resolve(name + ".clock");
    ClockFile clock = ClockFile.open(clockFile);
    clock.step(Duration.ZERO);
    List<String> command =
        new ArrayList<>(ServiceCommand.webserver(clockFile).options("-Xmx" + heap).words());
    command.addAll(
        List.of(
            "--server.port=" + port,
            "--coinpanel.webserver.management-port=" + port,
            "--spring.datasource.url=" + jdbcUrl,
            "--spring.datasource.hikari.data-source-properties.ApplicationName=webserver " + port,
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--coinpanel.webserver.max-connections-per-address=5000"));
    command.addAll(List.of(settings));
    return new WebserverProcess(
        port, clock, RestartableProcess.start(command, logs.resolve(name + ".log")));
  }

  int port() {
    return port;
  }

  boolean isRunning() {
    return process.isRunning();
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
    Eventually.within(timeout, "webserver " + port + " to be ready", this::isReady);
  }

  /** A gauge or counter, summed over its labels. */
  double metric(String name) throws IOException, InterruptedException {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
            .build();
    return http.send(question, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  long residentKiB() throws IOException {
    return process.residentKiB();
  }

  void kill() {
    process.kill();
  }

  /** Ends it as SIGTERM does, and returns whether it has gone in time. */
  boolean terminate(Duration timeout) throws InterruptedException {
    return process.terminate(timeout);
  }

  void freeze() throws IOException {
    process.freeze();
  }

  void thaw() throws IOException {
    process.thaw();
  }

  /** Steps its wall clock to this distance from the right time, at which it stays. */
  void stepClock(Duration ahead) {
    clock.step(ahead);
  }

  void restart() throws IOException {
    process.restart();
  }

  @Override
  public void close() {
    process.close();
  }
}
