package io.coinpanel.ingestion.leadership;

import io.coinpanel.ingestion.leadership.LeaderSession.LeadershipRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The advisory session lock held by the leader. */
public final class LeaderLock {

  // One number for one purpose in this database: "coin".
  private static final long LOCK = 0x636f696eL;

  private static final int LOCK_TIMEOUT_MILLIS = 2_000;
  private static final int KEEPALIVES = 3;
  // Since Postgres 17; it is far beyond the largest batch.
  private static final String TRANSACTION_TIMEOUT =
      "select set_config(name, '60s', false) from pg_settings where name = 'transaction_timeout'";

  private final DataSource database;
  private final UUID instance;
  private final Duration timeout;
  private final StuckLeaderWatchdog watchdog;

  /**
   * @param database opens a new connection each time
   * @param instance this instance's id
   * @param timeout idle timeout of the session that holds it
   */
  public LeaderLock(DataSource database, UUID instance, Duration timeout, InstantSource clock) {
    this.watchdog = new StuckLeaderWatchdog(timeout, clock);
    this.database = database;
    this.instance = instance;
    this.timeout = timeout;
  }

  public UUID instance() {
    return instance;
  }

  /** Idle timeout after which the server terminates the leader's session. */
  public Duration timeout() {
    return timeout;
  }

  /** Acquires the lock if it is free. */
  public Optional<LeaderSession> tryAcquire() throws SQLException {
    Connection connection = database.getConnection();
    try {
      configure(connection);
      if (lock(connection)) {
        connection.setAutoCommit(false);
        return Optional.of(new LeaderSession(connection, instance));
      }
      watchdog.check(connection, LOCK);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  /** Reads the leadership record, regardless of the lock. */
  public LeadershipRecord readRecord() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return LeadershipRecord.read(connection);
    }
  }

  private void configure(Connection connection) throws SQLException {
    // A frozen leader must not keep the lock: its idle session is ended by the server.
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
      statement.execute(TRANSACTION_TIMEOUT);
    }
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
