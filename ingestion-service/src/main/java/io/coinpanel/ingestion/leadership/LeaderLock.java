package io.coinpanel.ingestion.leadership;

import io.coinpanel.ingestion.leadership.LeaderSession.Standing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The session lock that at most one ingestion holds, as one of them sees it. */
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
  private final Duration patience;
  private final StuckLeader other;

  /**
   * @param database opens a new connection each time
   * @param instance who wants the lock
   * @param patience silence after which the server ends the session that holds it
   */
  public LeaderLock(DataSource database, UUID instance, Duration patience, InstantSource clock) {
    this.other = new StuckLeader(patience, clock);
    this.database = database;
    this.instance = instance;
    this.patience = patience;
  }

  public UUID instance() {
    return instance;
  }

  /** Silence after which the server ends the session that holds the lock. */
  public Duration patience() {
    return patience;
  }

  /** Takes the lock if nobody has it. */
  public Optional<LeaderSession> tryTake() throws SQLException {
    Connection connection = database.getConnection();
    try {
      settle(connection);
      if (lock(connection)) {
        connection.setAutoCommit(false);
        return Optional.of(new LeaderSession(connection, instance));
      }
      other.check(connection, LOCK);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  /** What the leadership row says, whoever has the lock. */
  public Standing standing() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return Standing.read(connection);
    }
  }

  private void settle(Connection connection) throws SQLException {
    // A frozen leader must not keep the lock: its idle session is ended by the server.
    long millis = patience.toMillis();
    long keepalive = Math.max(1, patience.toSeconds() / (KEEPALIVES + 1));
    try (var statement = connection.createStatement()) {
      statement.execute("set idle_session_timeout = " + millis);
      statement.execute("set idle_in_transaction_session_timeout = " + millis);
      statement.execute("set lock_timeout = " + LOCK_TIMEOUT_MILLIS);
      statement.execute("set synchronous_commit = on");
      // A host that is lost in the middle of a transaction: neither of the idle timeouts counts.
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
