package io.coinpanel.standalone.panel;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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

  private final EmbeddedPostgres server;
  private final LastWill will;

  private EmbeddedDatabase(EmbeddedPostgres server, LastWill will) {
    this.server = server;
    this.will = will;
  }

  /**
   * Starts it on a free port.
   *
   * @param data its data directory, created where there is none
   * @param temporary whether the data directory is deleted at the end
   * @throws IOException if it does not start
   */
  public static EmbeddedDatabase start(Path data, boolean temporary) throws IOException {
    LeftBehind.stop(data);
    LastWill will = LastWill.of(data);
    try {
      return new EmbeddedDatabase(postgres(data, temporary), will);
    } catch (IOException | RuntimeException e) {
      will.close();
      throw e;
    }
  }

  private static EmbeddedPostgres postgres(Path data, boolean temporary) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(CacheDirectory.path().resolve("postgres").toFile())
        .setCleanDataDirectory(temporary)
        .setRegisterShutdownHook(false)
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
  }
}
