package io.coinpanel.standalone.panel;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * A Postgres of this process's own, reachable from this machine only. It keeps what it has
 * committed whatever happens to it, and does not outlive this process.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  /** What to do when it does not start. */
  public static final String ADVICE =
      "Look whether the disk has 300 MB free and programs may be run from "
          + CacheDirectory.path().resolve("postgres");

  private static final String USER = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);
  // Postgres is started through a shell, in which these mean something between double quotes.
  private static final Pattern ODD = Pattern.compile("[$`\"\\\\]");

  private final EmbeddedPostgres server;
  private final LastWill will;
  private final PostgresLog log;
  private final boolean temporary;

  private EmbeddedDatabase(
      EmbeddedPostgres server, LastWill will, PostgresLog log, boolean temporary) {
    this.server = server;
    this.will = will;
    this.log = log;
    this.temporary = temporary;
  }

  /**
   * Starts it on a free port.
   *
   * @param data its data directory, created where there is none
   * @param temporary whether the data directory and the log beside it are deleted at the end
   * @throws IOException if it does not start
   */
  public static EmbeddedDatabase start(Path data, boolean temporary) throws IOException {
    if (ODD.matcher(data.toString()).find()) {
      throw new IOException("Postgres takes no directory with $, `, \" or \\ in its path");
    }
    LeftBehind.stop(data);
    LastWill will = LastWill.of(data);
    try {
      PostgresLog log = PostgresLog.beside(data);
      EmbeddedPostgres server = started(data, log, () -> postgres(data, temporary, log));
      return new EmbeddedDatabase(server, will, log, temporary);
    } catch (IOException | RuntimeException e) {
      will.close();
      throw e;
    }
  }

  /** The library waits for its whole time limit also where Postgres has ended at once. */
  private static EmbeddedPostgres started(
      Path data, PostgresLog log, Callable<EmbeddedPostgres> start) throws IOException {
    FutureTask<EmbeddedPostgres> starting = new FutureTask<>(start);
    Thread thread = Thread.ofPlatform().name("postgres").daemon().start(starting);
    try {
      while (!starting.isDone()) {
        Optional<String> reason = log.reason();
        if (reason.isPresent() && !LeftBehind.isRunning(data)) {
          throw new IOException(reason.get());
        }
        thread.join(LOOK);
      }
      return starting.get();
    } catch (ExecutionException e) {
      throw new IOException(log.reason().orElse(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    } finally {
      thread.interrupt();
    }
  }

  private static EmbeddedPostgres postgres(Path data, boolean temporary, PostgresLog log)
      throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(CacheDirectory.path().resolve("postgres").toFile())
        .setCleanDataDirectory(temporary)
        .setRegisterShutdownHook(false)
        .setOutputRedirector(log.redirect())
        .setErrorRedirector(log.redirect())
        // The library would rather be fast: both are off unless asked for.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        .setPGStartupWait(PATIENCE)
        .start();
  }

  /** Where it is, with its user, who needs no password. */
  public DatabaseAddress address() {
    return new DatabaseAddress(server.getJdbcUrl(USER, "postgres"), USER, "");
  }

  @Override
  public void close() throws IOException {
    try (will) {
      server.close();
    }
    if (temporary) {
      log.delete();
    }
  }
}
