package io.coinpanel.standalone.panel;

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
 * A Postgres whose owner was killed and that still runs on its data directory. Two may never share
 * one, so it is ended before the next begins; what it had committed stays.
 */
final class LeftBehind {

  private static final int PATIENCE_SECONDS = 10;

  private LeftBehind() {}

  /**
   * Ends the Postgres that runs on this directory, if there is one.
   *
   * @throws IOException if it does not end
   */
  static void stop(Path data) throws IOException {
    Optional<ProcessHandle> running = running(data);
    if (running.isPresent() && !ends(running.get())) {
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
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]+")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(LeftBehind::isPostgres);
  }

  // The number may have gone to another process since.
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  private static boolean ends(ProcessHandle process) {
    try {
      process.destroy();
      var _ = process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | CompletionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !process.isAlive();
  }
}
