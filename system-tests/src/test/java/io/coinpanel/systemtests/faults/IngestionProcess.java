package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.clock.ClockFile;
import io.coinpanel.systemtests.clock.ServiceCommand;
import io.coinpanel.testkit.process.RestartableProcess;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ingestion in a process of its own, which can be killed, asked to end, or frozen, and whose
 * clock is set.
 */
public final class IngestionProcess implements AutoCloseable {

  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern ERROR = Pattern.compile("^\\S+\\s+ERROR ");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final List<String> command;
  private final Path log;
  private final int port;
  private final ClockFile clock;
  private @Nullable RestartableProcess process;
  private boolean isExpected;
  private int linesRead;

  public IngestionProcess(Path directory, int port, List<String> settings) throws IOException {
    this.log = directory.resolve("ingestion-" + port + ".log");
    this.port = port;
    Path clockFile = directory.resolve("clock-" + port);
    clock = ClockFile.open(clockFile);
    command = new ArrayList<>(ServiceCommand.ingestion(clockFile).options("-Xmx160m").words());
    command.add("--server.port=" + port);
    command.addAll(settings);
  }

  public void start() throws IOException {
    if (process == null) {
      process = RestartableProcess.start(command, log);
    } else {
      process.restart();
    }
    isExpected = true;
  }

  public boolean isRunning() {
    return process != null && process.isRunning();
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
  public boolean leads() {
    return health().contains("\"role\":\"leader\"");
  }

  /** Whether it reports its health, whatever it is. */
  boolean answers() {
    return !health().isEmpty();
  }

  private String health() {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
              .timeout(Duration.ofSeconds(1))
              .build();
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException away) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  public void kill() {
    requireAlive();
    end();
  }

  private void end() {
    isExpected = false;
    if (process != null) {
      process.kill();
    }
  }

  /** Asks it to end, and fails if it does not within its time. */
  void terminate() throws IOException, InterruptedException {
    requireAlive();
    isExpected = false;
    if (process != null) {
      process.thaw();
      if (!process.terminate(SHUTDOWN_TIMEOUT)) {
        throw new AssertionError("ingestion is still there so long after SIGTERM, see " + log);
      }
    }
  }

  void freeze() throws IOException {
    if (process != null) {
      process.freeze();
    }
  }

  void thaw() throws IOException {
    if (process != null) {
      process.thaw();
    }
  }

  @Override
  public void close() {
    end();
  }
}
