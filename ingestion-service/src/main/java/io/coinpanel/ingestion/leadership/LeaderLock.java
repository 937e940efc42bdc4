package io.coinpanel.ingestion.leadership;

import io.coinpanel.ingestion.leadership.LeaderSession.LeadershipRecord;
import io.coinpanel.model.Shard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The session lock held by the leader of a shard. */
public final class LeaderLock {

  // "coin"
  private static final long KEY = 0x636f696eL;

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
    acquired.get().setAutoCommit(false);
    return Optional.of(new LeaderSession(shard, acquired.get(), instance));
  }

  /** Reads the leadership record, regardless of the lock. */
  public LeadershipRecord readRecord() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return LeadershipRecord.read(connection);
    }
  }
}
