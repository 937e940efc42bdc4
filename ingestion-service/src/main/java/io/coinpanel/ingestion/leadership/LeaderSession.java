package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/**
 * The right to commit: a database connection that holds the leader's session lock. Notifications
 * are committed on this very connection, so a process that has lost the lock cannot commit any.
 */
public final class LeaderSession implements AutoCloseable {

  // The statements behind it travel in the same round trip, so it has to fail to keep them out.
  private static final String NUMBER =
      "update leadership set whole_until = clock_timestamp(),"
          + " batch = case when leader = ? and batch = ? then batch + 1 else -1 end";
  private static final String COUNTS_UP = "leadership_batch_counts_up";

  private final Connection connection;
  private final UUID leader;

  LeaderSession(Connection connection, UUID leader) {
    this.connection = connection;
    this.leader = leader;
  }

  /**
   * What the leadership row says.
   *
   * @param leader who led last
   * @param batch number of the last committed batch
   * @param unfollowed for how long nobody has followed the feed, by the database's clock, which all
   *     that lead share; empty if nobody ever has
   */
  public record Standing(Optional<UUID> leader, long batch, Optional<Duration> unfollowed) {

    private static final String READ =
        "select leader, batch, extract(epoch from clock_timestamp() - whole_until) * 1000"
            + " from leadership";

    static Standing read(Connection connection) throws SQLException {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(READ)) {
        row.next();
        return new Standing(
            Optional.ofNullable(row.getObject(1, UUID.class)),
            row.getLong(2),
            Optional.ofNullable(row.getBigDecimal(3))
                .map(millis -> Duration.ofMillis(millis.longValue())));
      }
    }
  }

  public Connection connection() {
    return connection;
  }

  /** What the leadership row says now. */
  public Standing standing() throws SQLException {
    try {
      return Standing.read(connection);
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

  /**
   * Adds what numbers the batch of the transaction. If somebody else has led it fails, and with it
   * the transaction: see {@link #isOver}.
   */
  public void number(RoundTrip first, long batch) {
    first.add(NUMBER, leader, batch - 1);
  }

  /** Whether this is how {@link #number} fails. */
  public static boolean isOver(SQLException failure) {
    return failure instanceof PSQLException refused
        && refused.getServerErrorMessage() != null
        && COUNTS_UP.equals(refused.getServerErrorMessage().getConstraint());
  }

  public UUID leader() {
    return leader;
  }

  /** Breaks the connection at once, whatever it is waiting for. May be called from anywhere. */
  public void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException broken) {
      // That is the aim.
    }
  }

  /** Whether this session still works after a statement of its transaction has failed. */
  public boolean isUsable() {
    try {
      connection.rollback();
      return true;
    } catch (SQLException broken) {
      return false;
    }
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
