package io.coinpanel.standalone.runtime;

import io.coinpanel.cli.terminal.CacheDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** An embedded Postgres bound to loopback. Durable, and terminated with this process. */
public final class EmbeddedDatabase implements AutoCloseable {

  /** What to do when it does not start. */
  public static final String ADVICE =
      "Check that 300 MB of disk space are free and that programs may be executed from "
          + CacheDirectory.path().resolve("postgres");

  private static final String USER = "postgres";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
  // Postgres is started through a shell, which interprets these inside double quotes.
  private static final Pattern UNSAFE_CHARACTERS = Pattern.compile("[$`\"\\\\]");

  private final EmbeddedPostgres server;
  private final PostgresWatchdog watchdog;
  private final PostgresLog log;
  private final boolean temporary;

  private EmbeddedDatabase(
      EmbeddedPostgres server, PostgresWatchdog will, PostgresLog log, boolean temporary) {
    this.server = server;
    this.watchdog = will;
    this.log = log;
    this.temporary = temporary;
  }

  /**
   * Starts it on a free port.
   *
   * @param data its data directory, created if absent
   * @param temporary whether the data directory and log are deleted on close
   * @throws IOException if it fails to start
   */
  public static EmbeddedDatabase start(Path data, boolean temporary) throws IOException {
    if (UNSAFE_CHARACTERS.matcher(data.toString()).find()) {
      throw new IOException(
          "Postgres does not support a directory with $, `, \" or \\ in its path");
    }
    OrphanedPostgres.stop(data);
    PostgresWatchdog will = PostgresWatchdog.start(data);
    try {
      PostgresLog log = PostgresLog.beside(data);
      EmbeddedPostgres server = awaitStart(data, log, () -> postgres(data, temporary, log));
      return new EmbeddedDatabase(server, will, log, temporary);
    } catch (IOException | RuntimeException e) {
      will.close();
      throw e;
    }
  }

  /** The library waits for its full timeout even if Postgres exits immediately. */
  private static EmbeddedPostgres awaitStart(
      Path data, PostgresLog log, Callable<EmbeddedPostgres> start) throws IOException {
    FutureTask<EmbeddedPostgres> starting = new FutureTask<>(start);
    Thread thread = Thread.ofPlatform().name("postgres").daemon().start(starting);
    try {
      while (!starting.isDone()) {
        Optional<String> reason = log.reason();
        if (reason.isPresent() && !OrphanedPostgres.isRunning(data)) {
          throw new IOException(reason.get());
        }
        thread.join(POLL_INTERVAL);
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
        // The library disables both for speed unless set.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        .setPGStartupWait(TIMEOUT)
        .start();
  }

  /** Opens a new connection at each request. */
  public DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  /** Its address; the user needs no password. */
  public DatabaseAddress address() {
    return new DatabaseAddress(server.getJdbcUrl(USER, "postgres"), USER, "");
  }

  @Override
  public void close() throws IOException {
    try (watchdog) {
      server.close();
    }
    if (temporary) {
      log.delete();
    }
  }
}
