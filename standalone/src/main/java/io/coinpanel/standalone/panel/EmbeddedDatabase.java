package io.coinpanel.standalone.panel;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A Postgres of this process's own, reachable from this machine only. It keeps what it has
 * committed whatever happens to it.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
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
    return new EmbeddedDatabase(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(CacheDirectory.path().resolve("postgres").toFile())
            .setCleanDataDirectory(temporary)
            .setRegisterShutdownHook(false)
            // The library would rather be fast: both are off unless asked for.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setPGStartupWait(PATIENCE)
            .start());
  }

  /** Where it is, with its user, who needs no password. */
  public DatabaseAddress address() {
    return new DatabaseAddress(server.getJdbcUrl(USER, "postgres"), USER, "");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
