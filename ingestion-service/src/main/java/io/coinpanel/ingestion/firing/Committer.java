package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.BatchOutlet;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.LeaderSession.Standing;
import io.coinpanel.ingestion.leadership.Superseded;
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
 * Commits the feed's batches, one transaction each, in order. While the database is away it tries
 * the same batch for ever, and the feed stands still behind it. A commit whose answer was lost is
 * looked up by its number, not guessed. Where rows of a batch are stored already, they count as
 * stored. A batch that the database refuses as such is a bug, and ends the term: the next one reads
 * everything again.
 */
public final class Committer implements BatchOutlet, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long RETRY_MILLIS = 200;
  // So many heartbeats in the time after which the server ends a leader's idle session.
  private static final long HEARTBEATS = 5;
  // Invalid data, violated constraints: trying again does not help.
  private static final Set<String> REFUSALS = Set.of("22", "23");

  private static final String DUPLICATE = "23505";
  private static final long APPLY_MILLIS = 1_000;

  // A heartbeat: it keeps the session, and says that the feed is followed.
  private static final Batch NOTHING = new Batch();

  private final LeaderLock lock;
  private final InstantSource clock;
  private final NanoClock monotonic;
  private final FiringMetrics metrics;
  private final BatchWriter writer = new BatchWriter();

  // Written by the committing thread alone; others may only break it.
  private volatile @Nullable LeaderSession session;
  // Owned by the committing thread.
  private long number;
  private final OutageLog outage = new OutageLog(LOG, "Committing what the feed has found");
  private long applied;
  // Whether there may be changes that wait for a lock, as those of the leader before.
  private boolean putAside = true;

  // Guarded by this: the batch to commit, and the empty one to give back for the next.
  private @Nullable Batch full;
  private @Nullable Batch empty = new Batch();
  private Runnable onRoom = () -> {};
  private boolean ended;

  public Committer(
      LeaderSession session,
      long number,
      LeaderLock lock,
      InstantSource clock,
      NanoClock monotonic,
      FiringMetrics metrics) {
    this.session = session;
    this.number = number;
    this.lock = lock;
    this.clock = clock;
    this.monotonic = monotonic;
    this.applied = monotonic.nanoTime();
    this.metrics = metrics;
  }

  /** Whom to tell that the next batch would be taken at once. */
  public synchronized void onRoom(Runnable listener) {
    onRoom = listener;
  }

  @Override
  public synchronized @Nullable Batch offer(Batch batch) {
    if (ended) {
      batch.clear(); // it belongs to the next leader, who finds it in history
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
  public synchronized Batch hand(Batch batch) throws InterruptedException {
    Batch next = offer(batch);
    while (next == null) {
      wait();
      next = offer(batch);
    }
    return next;
  }

  private void commitAll() throws Superseded, InterruptedException {
    while (true) {
      Batch batch = next();
      if (batch == null) {
        commit(NOTHING);
      } else {
        commit(batch);
        done(batch);
      }
    }
  }

  /** Commits until the thread is interrupted or somebody else leads. */
  @Override
  public void run() {
    try {
      commitAll();
    } catch (Superseded superseded) {
      LOG.warn("This ingestion no longer leads: {}", superseded.getMessage());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      end();
      close();
    }
  }

  /** Breaks what the committing thread is waiting for. */
  public void abort() {
    LeaderSession breaking = session;
    if (breaking != null) {
      breaking.abort();
    }
  }

  /** Accepts no further batch: what is offered now is left to the next leader. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // waking early is an early heartbeat
  private synchronized @Nullable Batch next() throws InterruptedException {
    if (full == null) {
      long heartbeat = lock.patience().toMillis() / HEARTBEATS;
      wait(putAside ? Math.min(heartbeat, APPLY_MILLIS) : heartbeat);
    }
    return putAside && millisSince(applied) >= APPLY_MILLIS ? null : full;
  }

  private void done(Batch batch) {
    batch.clear();
    Runnable listener;
    synchronized (this) {
      full = null;
      empty = batch;
      notifyAll();
      listener = onRoom;
    }
    listener.run();
  }

  private void commit(Batch batch) throws Superseded, InterruptedException {
    long next = number + 1;
    boolean anew = false;
    while (number < next) {
      try {
        LeaderSession held = session;
        LeaderSession leading = held == null ? regain() : held;
        if (number < next) {
          write(batch, next, anew, leading);
          number = next;
          outage.worked();
        }
      } catch (SQLException failure) {
        if (DUPLICATE.equals(failure.getSQLState()) && !anew) {
          LOG.warn("Batch {} has rows that are stored already ({})", next, failure.getMessage());
          anew = true;
        } else {
          refuse(failure);
          failed(failure);
        }
        recover();
      }
    }
    metrics.committed(batch, clock.millis());
  }

  private void write(Batch batch, long next, boolean anew, LeaderSession leading)
      throws SQLException, Superseded {
    try {
      if (batch == NOTHING) {
        putAside = writer.heartbeat(next, clock.instant(), leading);
        applied = monotonic.nanoTime();
      } else {
        putAside |= writer.commit(batch, next, anew, clock.instant(), leading);
      }
    } catch (SQLException failure) {
      if (LeaderSession.isOver(failure)) {
        throw new Superseded("batch " + number + " was not the last");
      }
      throw failure;
    }
  }

  /** Opens the session again and finds out what became of the transaction under way. */
  private LeaderSession regain() throws SQLException, Superseded, InterruptedException {
    Optional<LeaderSession> taken = lock.tryTake();
    while (taken.isEmpty()) {
      // Our own lost session may hold it still, or else somebody who leads now.
      check(lock.standing());
      Thread.sleep(RETRY_MILLIS);
      taken = lock.tryTake();
    }
    LeaderSession regained = taken.get();
    session = regained;
    lookUp(regained);
    LOG.debug("The database is back; batch {} was the last to be committed", number);
    return regained;
  }

  /** Finds out what became of the transaction under way. */
  private void lookUp(LeaderSession leading) throws SQLException, Superseded {
    Standing standing = leading.standing();
    check(standing);
    number = standing.batch();
  }

  /** Goes on with the session if that has outlived the failure. */
  private void recover() throws Superseded {
    LeaderSession held = session;
    try {
      if (held != null && held.isUsable()) {
        lookUp(held);
        return;
      }
    } catch (SQLException broken) {
      LOG.debug("The session did not outlive the failure", broken);
    }
    close();
  }

  /** Nobody else has led since the last batch; that one was committed, or the one after it. */
  private void check(Standing standing) throws Superseded {
    boolean ours = standing.leader().equals(Optional.of(lock.instance()));
    if (!ours || standing.batch() < number || standing.batch() > number + 1) {
      throw new Superseded("batch " + number + " was followed by " + standing);
    }
  }

  private void refuse(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null && REFUSALS.contains(state.substring(0, Math.min(2, state.length())))) {
      throw new IllegalStateException("batch " + (number + 1) + " was refused", failure);
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
