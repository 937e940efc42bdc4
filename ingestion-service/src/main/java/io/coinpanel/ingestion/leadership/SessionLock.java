package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An advisory session lock: held by a connection of its own until that ends. The server ends it
 * when it is idle for too long, so a frozen process does not keep the lock.
 */
final class SessionLock {

  private static final int LOCK_TIMEOUT_MILLIS = 2_000;
  private static final int KEEPALIVES = 3;
  private static final int HEARTBEATS = 5;
  // The lock is held for as long as a statement runs, also if nobody waits for its answer any more.
  // Far beyond the largest batch. transaction_timeout is known since Postgres 17.
  private static final String WORK_TIMEOUTS =
      """
      select set_config(name, '60s', false)
      from pg_settings
      where name in ('statement_timeout', 'transaction_timeout')
      """;

  private final DataSource database;
  private final long key;
  private final Duration timeout;
  private final StuckLeaderWatchdog watchdog;

  /**
   * @param database opens a new connection each time
   * @param key one number for one purpose in this database
   * @param timeout idle timeout of the session that holds it
   */
  SessionLock(DataSource database, long key, Duration timeout, InstantSource clock) {
    this.database = database;
    this.key = key;
    this.timeout = timeout;
    this.watchdog = new StuckLeaderWatchdog(key, timeout, clock);
  }

  /** How often its session must be used to keep it. */
  Duration heartbeat() {
    return timeout.dividedBy(HEARTBEATS);
  }

  /** Acquires the lock if it is free; it is released with the connection. */
  Optional<Connection> tryAcquire() throws SQLException {
    Connection connection = database.getConnection();
    try {
      configure(connection);
      if (lock(connection)) {
        return Optional.of(connection);
      }
      watchdog.check(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  private void configure(Connection connection) throws SQLException {
    long millis = timeout.toMillis();
    long keepalive = Math.max(1, timeout.toSeconds() / (KEEPALIVES + 1));
    try (var statement = connection.createStatement()) {
      statement.execute("set idle_session_timeout = " + millis);
      statement.execute("set idle_in_transaction_session_timeout = " + millis);
      statement.execute("set lock_timeout = " + LOCK_TIMEOUT_MILLIS);
      statement.execute("set synchronous_commit = on");
      // Covers a host lost in the middle of a transaction, where idle timeouts do not apply.
      statement.execute("set tcp_user_timeout = " + millis);
      statement.execute("set tcp_keepalives_idle = " + keepalive);
      statement.execute("set tcp_keepalives_interval = " + keepalive);
      statement.execute("set tcp_keepalives_count = " + KEEPALIVES);
      statement.execute(WORK_TIMEOUTS);
    }
  }

  private boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
