package io.coinpanel.systemtests.soak;

import io.coinpanel.database.Schema;
import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.process.Signals;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A durable Postgres that can be killed. */
final class SoakDatabase implements AutoCloseable {

  private static final long POLL_NANOS = 10_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(SoakDatabase.class);

  private final Path directory;
  private final EmbeddedPostgres postgres;

  private SoakDatabase() throws IOException {
    directory = Files.createTempDirectory("soak");
    postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
  }

  static SoakDatabase migrated() throws IOException {
    SoakDatabase database = new SoakDatabase();
    Schema.migrate(database.dataSource());
    return database;
  }

  /** One with the symbol {@code btcusdt}. */
  static SoakDatabase withOneSymbol() throws IOException {
    SoakDatabase database = migrated();
    database
        .rows()
        .sql("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())")
        .update();
    return database;
  }

  JdbcClient rows() {
    return JdbcClient.create(dataSource());
  }

  /** Opens a new connection at each request. */
  DataSource dataSource() {
    return postgres.getPostgresDatabase();
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  /** Kills every process of it, and starts it again after a while: it recovers from its disk. */
  void killAndRestart(Outage outage, Duration timeout) throws IOException, InterruptedException {
    List<String> pidFile = Files.readAllLines(directory.resolve("postmaster.pid"));
    ProcessHandle postmaster =
        ProcessHandle.of(Long.parseLong(pidFile.getFirst().strip())).orElseThrow();
    List<String> command = new ArrayList<>();
    // Postgres refuses to run as root, so root's is started in a user namespace.
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(postmaster.info().command().orElseThrow());
    command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
    Signals.killTree(postmaster);
    outage.run();
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("restarted.log").toFile())
        .start();
    awaitConnection(timeout);
  }

  /** Runs while others wait for a lock. */
  interface LockedWork {
    boolean run() throws IOException, InterruptedException;
  }

  /** Does something while nobody can write to a table. */
  boolean whileLocked(String table, LockedWork lockedWork)
      throws IOException, InterruptedException {
    try (Connection lock = dataSource().getConnection();
        Statement statement = lock.createStatement()) {
      lock.setAutoCommit(false);
      statement.execute("lock table " + table + " in exclusive mode");
      boolean done = lockedWork.run();
      lock.rollback();
      return done;
    } catch (SQLException away) {
      throw new IllegalStateException("the table was not locked", away);
    }
  }

  /** Whether a backend of this application waits for a lock, at the latest after a while. */
  boolean awaitLockWaiter(String application, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (waiters(application) == 0) {
      if (System.nanoTime() > end) {
        return false;
      }
      LoadPacing.pause(POLL_NANOS);
    }
    return true;
  }

  private long waiters(String application) {
    return rows()
        .sql(
            """
            select count(*) from pg_stat_activity
            where application_name = ? and wait_event_type = 'Lock'
            """)
        .param(application)
        .query(Long.class)
        .single();
  }

  /** Duration of the outage. */
  interface Outage {
    void run() throws InterruptedException;
  }

  private void awaitConnection(Duration timeout) {
    Eventually.within(
        timeout,
        "the database to be back",
        () -> rows().sql("select true").query(Boolean.class).single());
    LOG.info("the database is back");
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
