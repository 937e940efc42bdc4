package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.LeaderSession.LeadershipRecord;
import io.coinpanel.ingestion.leadership.LeadershipLostException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of batches in Postgres: one transaction each, on the session that holds the leader's
 * lock. Rows already stored count as stored. A batch the database rejects is a bug.
 */
public final class PostgresBatchLog implements BatchLog {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresBatchLog.class);
  private static final long RETRY_MILLIS = 200;
  // Invalid data and constraint violations: retrying does not help.
  private static final Set<String> REFUSALS = Set.of("22", "23");
  private static final String DUPLICATE = "23505";

  private final LeaderLock lock;
  private final InstantSource clock;
  private final BatchWriter writer = new BatchWriter();

  // Written by the committing thread alone; others may only break it.
  private volatile @Nullable LeaderSession session;
  // Owned by the committing thread.
  private long last;

  /**
   * @param last the number of the last committed batch
   */
  public PostgresBatchLog(LeaderSession session, long last, LeaderLock lock, InstantSource clock) {
    this.session = session;
    this.last = last;
    this.lock = lock;
    this.clock = clock;
  }

  @Override
  public boolean commit(Batch batch, long number)
      throws BatchLogUnavailableException, LeadershipLostException {
    LeaderSession leading = session;
    if (leading == null) {
      throw new IllegalStateException("batch " + number + " before the last one is known");
    }
    try {
      boolean deferred = writeOrRepeat(batch, number, leading);
      last = number;
      return deferred;
    } catch (SQLException failure) {
      if (LeaderSession.isFenced(failure)) {
        throw new LeadershipLostException("batch " + last + " was not the last");
      }
      rejectBatch(failure, number, leading);
      recover(leading);
      throw new BatchLogUnavailableException(failure);
    }
  }

  private boolean writeOrRepeat(Batch batch, long number, LeaderSession leading)
      throws SQLException {
    if (batch.isEmpty()) {
      return writer.heartbeat(number, clock.instant(), leading);
    }
    try {
      return writer.commit(batch, number, false, clock.instant(), leading);
    } catch (SQLException failure) {
      if (!DUPLICATE.equals(failure.getSQLState()) || !leading.isUsable()) {
        throw failure;
      }
      LOG.warn("Batch {} contains rows that are already stored ({})", number, failure.getMessage());
      return writer.commit(batch, number, true, clock.instant(), leading);
    }
  }

  private static void rejectBatch(SQLException failure, long number, LeaderSession leading) {
    String state = failure.getSQLState();
    if (state != null && REFUSALS.contains(state.substring(0, Math.min(2, state.length())))) {
      throw new IllegalStateException(
          "batch " + number + " was rejected in " + leading.shard(), failure);
    }
  }

  /** Keeps using the session if it survived the failure. */
  private void recover(LeaderSession leading) throws LeadershipLostException {
    try {
      if (leading.isUsable()) {
        readLast(leading);
        return;
      }
    } catch (SQLException broken) {
      LOG.debug("The session did not survive the failure", broken);
    }
    close();
  }

  @Override
  public long last()
      throws BatchLogUnavailableException, LeadershipLostException, InterruptedException {
    if (session == null) {
      try {
        reopenSession();
      } catch (SQLException failure) {
        throw new BatchLogUnavailableException(failure);
      }
    }
    return last;
  }

  private void reopenSession() throws SQLException, LeadershipLostException, InterruptedException {
    Optional<LeaderSession> taken = lock.tryAcquire();
    while (taken.isEmpty()) {
      // Our own lost session may still hold the lock, or another leader.
      verify(lock.readRecord());
      Thread.sleep(RETRY_MILLIS);
      taken = lock.tryAcquire();
    }
    LeaderSession regained = taken.get();
    session = regained;
    readLast(regained);
    LOG.debug("Database recovered; last committed batch is {}", last);
  }

  /** Resolves the transaction in flight, if there is one. */
  private void readLast(LeaderSession leading) throws SQLException, LeadershipLostException {
    LeadershipRecord leadershipRecord = leading.readRecord();
    verify(leadershipRecord);
    last = leadershipRecord.epoch();
  }

  /** Verifies that nobody else has led since the last batch. */
  private void verify(LeadershipRecord leadershipRecord) throws LeadershipLostException {
    boolean ours = leadershipRecord.leader().equals(Optional.of(lock.instance()));
    long epoch = leadershipRecord.epoch();
    if (!ours || epoch < last || epoch > last + 1) {
      throw new LeadershipLostException("batch " + last + " was followed by " + leadershipRecord);
    }
  }

  /** Breaks the session, so that the committing thread does not wait for the database. */
  public void abort() {
    LeaderSession breaking = session;
    if (breaking != null) {
      breaking.abort();
    }
  }

  @Override
  public void close() {
    LeaderSession closing = session;
    session = null;
    if (closing != null) {
      closing.close();
    }
  }
}
