package io.coinpanel.ingestion.leadership;

import io.coinpanel.model.Shard;
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
 * The right to commit to a shard: a database connection that holds the leader's session lock.
 * Notifications are committed on this very connection, so a process that has lost the lock cannot
 * commit any.
 */
public final class LeaderSession implements AutoCloseable {

  // The statements behind it travel in the same round trip, so it has to fail to keep them out.
  private static final String FENCE =
      """
      update leadership
      set
        whole_until = clock_timestamp(),
        batch = case when leader = ? and batch = ? then batch + 1 else -1 end
      """;
  private static final String FENCE_CONSTRAINT = "leadership_batch_counts_up";

  private static final String START_EPOCH =
      "update leadership set leader = ?, since = ?, batch = ?";

  private final Shard shard;
  private final Connection connection;
  private final UUID leader;

  LeaderSession(Shard shard, Connection connection, UUID leader) {
    this.shard = shard;
    this.connection = connection;
    this.leader = leader;
  }

  /**
   * The leadership record.
   *
   * @param leader the last leader
   * @param epoch number of the last committed batch
   * @param downtime how long the feed was not followed, by the database's clock, which all leaders
   *     share; empty if never
   */
  public record LeadershipRecord(Optional<UUID> leader, long epoch, Optional<Duration> downtime) {

    private static final String READ =
        """
        select leader, batch, extract(epoch from clock_timestamp() - whole_until) * 1000
        from leadership
        """;

    static LeadershipRecord read(Connection connection) throws SQLException {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(READ)) {
        row.next();
        return new LeadershipRecord(
            Optional.ofNullable(row.getObject(1, UUID.class)),
            row.getLong(2),
            Optional.ofNullable(row.getBigDecimal(3))
                .map(millis -> Duration.ofMillis(millis.longValue())));
      }
    }
  }

  public Shard shard() {
    return shard;
  }

  public Connection connection() {
    return connection;
  }

  /** Reads the leadership record. */
  public LeadershipRecord readRecord() throws SQLException {
    try {
      return LeadershipRecord.read(connection);
    } finally {
      connection.rollback();
    }
  }

  /**
   * Writes the new leader into the leadership record. Counts as a batch, which fences the previous
   * leader.
   *
   * @return the number of that batch
   */
  public long startEpoch(Instant now) throws SQLException {
    long batch = readRecord().epoch() + 1;
    try (PreparedStatement statement = connection.prepareStatement(START_EPOCH)) {
      statement.setObject(1, leader);
      statement.setObject(2, now.atOffset(ZoneOffset.UTC));
      statement.setLong(3, batch);
      statement.executeUpdate();
    }
    connection.commit();
    return batch;
  }

  /**
   * Adds the fencing statement. Fails the transaction if somebody else has led: see {@link
   * #isFenced}.
   */
  public void fence(StatementPipeline first, long batch) {
    first.add(FENCE, leader, batch - 1);
  }

  /** Whether {@link #fence} caused this failure. */
  public static boolean isFenced(SQLException failure) {
    return failure instanceof PSQLException refused
        && refused.getServerErrorMessage() != null
        && FENCE_CONSTRAINT.equals(refused.getServerErrorMessage().getConstraint());
  }

  /** Aborts the connection immediately. Callable from any thread. */
  public void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException broken) {
      // Expected.
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

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException broken) {
      // A broken connection holds no lock.
    }
  }
}
