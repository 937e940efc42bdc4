package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Postgres orphaned by a killed owner. Stopped before the next one starts on the same data
 * directory; committed data is kept.
 */
final class OrphanedPostgres {

  private static final int TIMEOUT_SECONDS = 10;

  private OrphanedPostgres() {}

  /**
   * Stops a Postgres running on this directory, if any.
   *
   * @throws IOException if it does not stop
   */
  static void stop(Path data) throws IOException {
    Optional<ProcessHandle> running = running(data);
    if (running.isPresent() && !awaitExit(running.get())) {
      throw new IOException("Postgres " + running.get().pid() + " still runs on " + data);
    }
  }

  /** Whether a Postgres runs on this directory. */
  static boolean isRunning(Path data) throws IOException {
    return running(data).isPresent();
  }

  private static Optional<ProcessHandle> running(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 2 || !lines.get(0).strip().matches("[0-9]+") || !isFor(data, lines.get(1))) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(OrphanedPostgres::isPostgres);
  }

  // A copied directory has the PID file of the server of another one.
  private static boolean isFor(Path data, String served) throws IOException {
    Path directory = Path.of(served);
    return Files.exists(directory) && Files.isSameFile(directory, data);
  }

  // The PID may have been reused.
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  private static boolean awaitExit(ProcessHandle process) {
    try {
      process.destroy();
      var _ = process.onExit().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | CompletionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive();
  }
}
