package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The right to commit: a database connection that holds the leader's session lock. Notifications
 * are committed on this very connection, so a process that has lost the lock cannot commit any.
 */
public final class LeaderSession implements AutoCloseable {

  // One number for one purpose in this database: "coin".
  private static final long LOCK = 0x636f696eL;

  // A frozen leader must not keep the lock: its idle session is ended by the server.
  private static final String SETTINGS =
      "set idle_session_timeout = '10s'; set idle_in_transaction_session_timeout = '10s';"
          + " set synchronous_commit = on";

  private final Connection connection;
  private final UUID leader;

  private LeaderSession(Connection connection, UUID leader) {
    this.connection = connection;
    this.leader = leader;
  }

  /**
   * What the leadership row says.
   *
   * @param leader who led last
   * @param batch number of the last committed batch
   * @param wholeUntil until when the feed was followed
   */
  public record Standing(Optional<UUID> leader, long batch, Optional<Instant> wholeUntil) {}

  /** Takes the lock if nobody has it. The connections that the source opens must be new ones. */
  public static Optional<LeaderSession> tryOpen(DataSource database, UUID leader)
      throws SQLException {
    Connection connection = database.getConnection();
    try {
      try (var statement = connection.createStatement()) {
        statement.execute(SETTINGS);
      }
      if (lock(connection)) {
        connection.setAutoCommit(false);
        return Optional.of(new LeaderSession(connection, leader));
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
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

  public Connection connection() {
    return connection;
  }

  /** What the leadership row says now. */
  public Standing standing() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select leader, batch, whole_until from leadership")) {
      row.next();
      return new Standing(
          Optional.ofNullable(row.getObject(1, UUID.class)),
          row.getLong(2),
          Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
              .map(OffsetDateTime::toInstant));
    } finally {
      connection.rollback();
    }
  }

  /**
   * Writes into the row who leads now. It counts as a batch, so that whoever led before sees that
   * it is over.
   *
   * @return the number of that batch
   */
  public long take(Instant now) throws SQLException {
    long batch = standing().batch() + 1;
    try (PreparedStatement statement =
        connection.prepareStatement("update leadership set leader = ?, since = ?, batch = ?")) {
      statement.setObject(1, leader);
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      statement.setLong(3, batch);
      statement.executeUpdate();
    }
    connection.commit();
    return batch;
  }

  /** Numbers the batch of the transaction at hand; false if somebody else has led since. */
  public boolean number(long batch, Instant wholeUntil) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update leadership set batch = ?, whole_until = ? where leader = ? and batch = ?")) {
      statement.setLong(1, batch);
      statement.setObject(2, wholeUntil.atOffset(ZoneOffset.UTC));
      statement.setObject(3, leader);
      statement.setLong(4, batch - 1);
      return statement.executeUpdate() == 1;
    }
  }

  public UUID leader() {
    return leader;
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException broken) {
      // A broken connection holds no lock.
    }
  }
}
