package io.coinpanel.testkit.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is started again and again, killed, asked to end, and frozen; it never outlives
 * this JVM.
 */
public final class RestartableProcess implements AutoCloseable {

  private final List<String> command;
  private final Path log;
  private Process process;

  private RestartableProcess(List<String> command, Path log) throws IOException {
    this.command = command;
    this.log = log;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** Starts it, with its output appended to a file. */
  public static RestartableProcess start(List<String> command, Path log) throws IOException {
    return new RestartableProcess(command, log);
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start();
  }

  public void restart() throws IOException {
    process = launch();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Ends it as kill -9 does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end as SIGTERM does, and returns whether it has gone in time. */
  public boolean terminate(Duration timeout) throws InterruptedException {
    process.destroy();
    return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops it from running without ending it, as a laptop's lid does. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  public void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    if (process.isAlive()) {
      Signals.send(signal, List.of(process.toHandle()));
    }
  }

  /** What it has printed, over all its starts. */
  public List<String> output() throws IOException {
    return Files.readAllLines(log);
  }

  /** Its resident memory. */
  public long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
