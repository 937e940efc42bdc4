package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.Signals;
import io.coinpanel.systemtests.clock.ClockFile;
import io.coinpanel.systemtests.clock.SteppedIngestion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ingestion in a process of its own, which can be killed, asked to end, or frozen, and whose
 * clock is set.
 */
final class IngestionProcess implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 10;
  private static final Pattern ERROR = Pattern.compile("^\\S+\\s+ERROR ");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final List<String> command = new ArrayList<>();
  private final Path log;
  private final int port;
  private final ClockFile clock;
  private @Nullable Process process;
  private boolean isExpected;
  private int linesRead;

  IngestionProcess(Path directory, String classPath, int port, List<String> settings)
      throws IOException {
    this.log = directory.resolve("ingestion-" + port + ".log");
    this.port = port;
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    Path clockFile = directory.resolve("clock-" + port);
    clock = ClockFile.open(clockFile);
    command.add("-D" + ClockFile.PROPERTY + "=" + clockFile);
    command.addAll(List.of("-cp", classPath));
    command.add(SteppedIngestion.class.getName());
    command.add("--server.port=" + port);
    command.addAll(settings);
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    isExpected = true;
  }

  boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Fails if it exited by itself. */
  void requireAlive() {
    if (isExpected && !isRunning()) {
      throw new AssertionError("ingestion ended by itself, see " + log);
    }
  }

  /** Sets its wall clock this far from the right time. */
  void step(Duration ahead) {
    clock.step(ahead);
  }

  /** What it has logged as an error since the last call. */
  List<String> errors() throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> errors =
        lines.stream().skip(linesRead).filter(line -> ERROR.matcher(line).find()).toList();
    linesRead = lines.size();
    return errors;
  }

  /** Whether it reports that it leads. */
  boolean leads() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
              .timeout(Duration.ofSeconds(1))
              .build();
      return HTTP.send(request, BodyHandlers.ofString()).body().contains("\"role\":\"leader\"");
    } catch (IOException away) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void kill() {
    requireAlive();
    end();
  }

  private void end() {
    isExpected = false;
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Asks it to end, and fails if it does not within its time. */
  void terminate() throws IOException, InterruptedException {
    requireAlive();
    isExpected = false;
    if (process != null) {
      thaw();
      process.destroy();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("ingestion is still there so long after SIGTERM, see " + log);
      }
    }
  }

  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process running = process;
    if (running != null && running.isAlive()) {
      Signals.send(signal, List.of(running.toHandle()));
    }
  }

  @Override
  public void close() {
    end();
  }
}
