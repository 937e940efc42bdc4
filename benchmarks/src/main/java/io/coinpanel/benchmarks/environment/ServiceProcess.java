package io.coinpanel.benchmarks.environment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A service in its own process, observed from outside. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  // What a collection has freed goes back to the system in the background.
  private static final Duration GIVING_BACK = Duration.ofSeconds(3);
  private static final int OK = 200;
  private static final int LAST_LINES = 30;
  private static final int SHUTDOWN_SECONDS = 20;

  private final Process process;
  private final int port;
  private final Path log;
  private final long startedAt;
  private final HttpClient http = HttpClient.newHttpClient();

  ServiceProcess(Process process, int port, Path log, long startedAt) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.startedAt = startedAt;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** When it was started, by {@link System#nanoTime()}. */
  public long startedAt() {
    return startedAt;
  }

  /**
   * Waits until it is ready.
   *
   * @throws IllegalStateException if it ends or is not ready in time, with its last lines
   */
  public ServiceProcess awaitReady(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("process " + pid() + " is not ready:\n" + lastLines());
      }
      Thread.sleep(INTERVAL);
    }
    return this;
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.send(request("/actuator/health/readiness"), BodyHandlers.discarding())
              .statusCode()
          == OK;
    } catch (IOException notYet) {
      return false;
    }
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(ANSWER)
        .build();
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }

  /** CPU time so far. */
  public Duration cpu() {
    return CpuTime.of(process.toHandle());
  }

  /** Its current metrics. */
  public MetricsSnapshot metrics() throws IOException, InterruptedException {
    return MetricsSnapshot.parse(
        http.send(request("/actuator/prometheus"), BodyHandlers.ofString()).body());
  }

  /** Bytes of memory that are really in use, as the operating system counts them. */
  public long residentBytes() throws IOException {
    return ProcessStatus.residentBytes(pid());
  }

  /** The same after a full collection, once what it has freed is back with the system. */
  public long collectedResidentBytes() throws IOException, InterruptedException {
    collectGarbage();
    Thread.sleep(GIVING_BACK);
    return residentBytes();
  }

  /** Threads of the operating system. */
  public long threads() throws IOException {
    return ProcessStatus.threads(pid());
  }

  /** Lets it collect all garbage; what is left in use is needed. */
  public void collectGarbage() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process command =
        new ProcessBuilder(jcmd, Long.toString(pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (command.waitFor() != 0) {
      throw new IOException("jcmd " + pid() + " GC.run failed");
    }
  }

  /** Kills it (SIGKILL). */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
