package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.BatchSink;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.LeaderSession.LeadershipRecord;
import io.coinpanel.ingestion.leadership.LeadershipLostException;
import io.coinpanel.model.OutageLog;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the feed's batches in order, one transaction each. While the database is unavailable it
 * retries the same batch and the feed waits. A commit with a lost response is resolved by its
 * epoch. Rows already stored count as stored. A batch the database rejects is a bug and ends
 * leadership; the next leader rereads everything.
 */
public final class BatchCommitter implements BatchSink, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchCommitter.class);
  private static final long RETRY_MILLIS = 200;
  // Heartbeats per idle-session timeout.
  private static final long HEARTBEATS = 5;
  // Invalid data and constraint violations: retrying does not help.
  private static final Set<String> REFUSALS = Set.of("22", "23");

  private static final String DUPLICATE = "23505";
  private static final long APPLY_MILLIS = 1_000;

  // A heartbeat: keeps the session alive and records that the feed is followed.
  private static final Batch NOTHING = new Batch();

  private final LeaderLock lock;
  private final InstantSource clock;
  private final NanoClock monotonic;
  private final PersistenceMetrics metrics;
  private final BatchWriter writer = new BatchWriter();

  // Written by the committing thread alone; others may only break it.
  private volatile @Nullable LeaderSession session;
  // Owned by the committing thread.
  private long epoch;
  private final OutageLog outage = new OutageLog(LOG, "Committing batches");
  private long applied;
  // Whether changes may be deferred, including those of the previous leader.
  private boolean deferred = true;

  // Guarded by this: the batch to commit, and the empty one to give back for the next.
  private @Nullable Batch full;
  private @Nullable Batch empty = new Batch();
  private Runnable onCapacity = () -> {};
  private boolean ended;

  public BatchCommitter(
      LeaderSession session,
      long number,
      LeaderLock lock,
      InstantSource clock,
      NanoClock monotonic,
      PersistenceMetrics metrics) {
    this.session = session;
    this.epoch = number;
    this.lock = lock;
    this.clock = clock;
    this.monotonic = monotonic;
    this.applied = monotonic.nanoTime();
    this.metrics = metrics;
  }

  /** Called when the next batch would be accepted immediately. */
  public synchronized void onCapacity(Runnable listener) {
    onCapacity = listener;
  }

  @Override
  public synchronized @Nullable Batch offer(Batch batch) {
    if (ended) {
      batch.clear(); // the next leader finds it in history
      return batch;
    }
    if (full != null || empty == null) {
      return null;
    }
    full = batch;
    Batch next = empty;
    empty = null;
    notifyAll();
    return next;
  }

  @Override
  public synchronized Batch submit(Batch batch) throws InterruptedException {
    Batch next = offer(batch);
    while (next == null) {
      wait();
      next = offer(batch);
    }
    return next;
  }

  private void commitAll() throws LeadershipLostException, InterruptedException {
    while (true) {
      Batch batch = next();
      if (batch == null) {
        commit(NOTHING);
      } else {
        commit(batch);
        committed(batch);
      }
    }
  }

  /** Commits until interrupted or superseded. */
  @Override
  public void run() {
    try {
      commitAll();
    } catch (LeadershipLostException leadershipLostException) {
      LOG.warn("Lost leadership: {}", leadershipLostException.getMessage());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      stop();
      close();
    }
  }

  /** Unblocks the committing thread. */
  public void abort() {
    LeaderSession breaking = session;
    if (breaking != null) {
      breaking.abort();
    }
  }

  /** Accepts no further batches; later ones are left to the next leader. */
  public synchronized void stop() {
    ended = true;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // a spurious wake-up is an early heartbeat
  private synchronized @Nullable Batch next() throws InterruptedException {
    if (full == null) {
      long heartbeat = lock.timeout().toMillis() / HEARTBEATS;
      wait(deferred ? Math.min(heartbeat, APPLY_MILLIS) : heartbeat);
    }
    return deferred && millisSince(applied) >= APPLY_MILLIS ? null : full;
  }

  private void committed(Batch batch) {
    batch.clear();
    Runnable listener;
    synchronized (this) {
      full = null;
      empty = batch;
      notifyAll();
      listener = onCapacity;
    }
    listener.run();
  }

  private void commit(Batch batch) throws LeadershipLostException, InterruptedException {
    long next = epoch + 1;
    boolean anew = false;
    while (epoch < next) {
      try {
        LeaderSession held = session;
        LeaderSession leading = held == null ? reopenSession() : held;
        if (epoch < next) {
          write(batch, next, anew, leading);
          epoch = next;
          outage.recovered();
        }
      } catch (SQLException failure) {
        if (DUPLICATE.equals(failure.getSQLState()) && !anew) {
          LOG.warn(
              "Batch {} contains rows that are already stored ({})", next, failure.getMessage());
          anew = true;
        } else {
          rejectBatch(failure);
          failed(failure);
        }
        recover();
      }
    }
    metrics.committed(batch, clock.millis());
  }

  private void write(Batch batch, long next, boolean anew, LeaderSession leading)
      throws SQLException, LeadershipLostException {
    try {
      if (batch == NOTHING) {
        deferred = writer.heartbeat(next, clock.instant(), leading);
        applied = monotonic.nanoTime();
      } else {
        deferred |= writer.commit(batch, next, anew, clock.instant(), leading);
      }
    } catch (SQLException failure) {
      if (LeaderSession.isFenced(failure)) {
        throw new LeadershipLostException("batch " + epoch + " was not the last");
      }
      throw failure;
    }
  }

  /** Reopens the session and resolves the transaction in flight. */
  private LeaderSession reopenSession()
      throws SQLException, LeadershipLostException, InterruptedException {
    Optional<LeaderSession> taken = lock.tryAcquire();
    while (taken.isEmpty()) {
      // Our own lost session may still hold the lock, or another leader.
      verifyRecord(lock.readRecord());
      Thread.sleep(RETRY_MILLIS);
      taken = lock.tryAcquire();
    }
    LeaderSession regained = taken.get();
    session = regained;
    resolveInFlight(regained);
    LOG.debug("Database recovered; last committed batch is {}", epoch);
    return regained;
  }

  /** Resolves the transaction in flight. */
  private void resolveInFlight(LeaderSession leading) throws SQLException, LeadershipLostException {
    LeadershipRecord leadershipRecord = leading.readRecord();
    verifyRecord(leadershipRecord);
    epoch = leadershipRecord.epoch();
  }

  /** Keeps using the session if it survived the failure. */
  private void recover() throws LeadershipLostException {
    LeaderSession held = session;
    try {
      if (held != null && held.isUsable()) {
        resolveInFlight(held);
        return;
      }
    } catch (SQLException broken) {
      LOG.debug("The session did not survive the failure", broken);
    }
    close();
  }

  /** Verifies that nobody else has led since the last batch. */
  private void verifyRecord(LeadershipRecord leadershipRecord) throws LeadershipLostException {
    boolean ours = leadershipRecord.leader().equals(Optional.of(lock.instance()));
    if (!ours || leadershipRecord.epoch() < epoch || leadershipRecord.epoch() > epoch + 1) {
      throw new LeadershipLostException("batch " + epoch + " was followed by " + leadershipRecord);
    }
  }

  private void rejectBatch(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null && REFUSALS.contains(state.substring(0, Math.min(2, state.length())))) {
      throw new IllegalStateException("batch " + (epoch + 1) + " was refused", failure);
    }
  }

  private void failed(SQLException failure) throws InterruptedException {
    outage.failed(failure);
    metrics.failed();
    Thread.sleep(RETRY_MILLIS);
  }

  private long millisSince(long moment) {
    return TimeUnit.NANOSECONDS.toMillis(monotonic.nanoTime() - moment);
  }

  private void close() {
    LeaderSession closing = session;
    session = null;
    if (closing != null) {
      closing.close();
    }
  }
}
