package io.coinpanel.benchmarks.environment;

import io.coinpanel.cli.terminal.CacheDirectory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A durable Postgres (fsync on) with its own data directory. */
public final class Postgres implements AutoCloseable {

  private static final String USER = "postgres";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final EmbeddedPostgres server;
  private final ProcessHandle postmaster;

  private Postgres(EmbeddedPostgres server, ProcessHandle postmaster) {
    this.server = server;
    this.postmaster = postmaster;
  }

  static Postgres start(Path data) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setOverrideWorkingDirectory(CacheDirectory.path().resolve("postgres").toFile())
            .setCleanDataDirectory(true)
            .setRegisterShutdownHook(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "100")
            .setPGStartupWait(TIMEOUT)
            .start();
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return new Postgres(server, ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
  }

  /** Opens a new connection at each request. */
  public DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  String jdbcUrl() {
    return server.getJdbcUrl(USER, "postgres");
  }

  String user() {
    return USER;
  }

  /** CPU time of all of its processes that are running now. */
  public Duration cpu() {
    return postmaster.descendants().map(CpuTime::of).reduce(CpuTime.of(postmaster), Duration::plus);
  }

  /** Bytes of write-ahead log written so far. */
  public long walBytes() {
    return JdbcClient.create(dataSource())
        .sql("select (pg_current_wal_lsn() - '0/0')::bigint")
        .query(Long.class)
        .single();
  }

  /** Runs ANALYZE, VACUUM and CHECKPOINT. */
  public void checkpoint() {
    JdbcClient database = JdbcClient.create(dataSource());
    var _ = database.sql("vacuum analyze").update();
    var _ = database.sql("checkpoint").update();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
