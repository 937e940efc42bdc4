package io.coinpanel.ingestion.leadership;

import io.coinpanel.ingestion.leadership.LeaderSession.LeadershipRecord;
import io.coinpanel.model.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The session lock held by the leader of a shard. */
public final class LeaderLock {

  // "coin"
  private static final long KEY = 0x636f696eL;

  // A batch looks up rows by their keys, thousands of them in a table that may have been empty when
  // its statement was planned: a scan for each, or of the whole table, would then take minutes.
  private static final List<String> LOOK_UPS_ONLY =
      List.of(
          "set enable_seqscan = off",
          "set enable_hashjoin = off",
          "set enable_mergejoin = off",
          "set jit = off");

  private final Shard shard;
  private final DataSource database;
  private final UUID instance;
  private final SessionLock lock;

  /**
   * @param database opens a new connection each time
   * @param instance this instance's id
   * @param timeout idle timeout of the session that holds it
   */
  public LeaderLock(
      Shard shard, DataSource database, UUID instance, Duration timeout, InstantSource clock) {
    this.shard = shard;
    this.database = database;
    this.instance = instance;
    this.lock = new SessionLock(database, key(shard), timeout, clock);
  }

  private static long key(Shard shard) {
    return ((long) shard.number() << Integer.SIZE) | KEY;
  }

  public UUID instance() {
    return instance;
  }

  /** How often a leader must commit to keep it. */
  public Duration heartbeat() {
    return lock.heartbeat();
  }

  /** Acquires the lock if it is free. */
  public Optional<LeaderSession> tryAcquire() throws SQLException {
    Optional<Connection> acquired = lock.tryAcquire();
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    configure(acquired.get());
    return Optional.of(new LeaderSession(shard, acquired.get(), instance));
  }

  private static void configure(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String setting : LOOK_UPS_ONLY) {
        statement.execute(setting);
      }
    }
    connection.setAutoCommit(false);
  }

  /** Reads the leadership record, regardless of the lock. */
  public LeadershipRecord readRecord() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return LeadershipRecord.read(connection);
    }
  }
}
