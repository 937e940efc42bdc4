package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.BatchOutlet;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.LeaderSession.Standing;
import io.coinpanel.ingestion.leadership.Superseded;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the feed's batches, one transaction each, in order. While the database is away it tries
 * the same batch for ever, and the feed stands still behind it. A commit whose answer was lost is
 * looked up by its number, not guessed.
 */
public final class Committer implements BatchOutlet, Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
  private static final long RETRY_MILLIS = 200;
  // Well inside the time after which the server ends a leader's idle session.
  private static final long HEARTBEAT_MILLIS = 2_000;

  private static final Batch NOTHING = new Batch();

  private final DataSource database;
  private final InstantSource clock;
  private final FiringMetrics metrics;
  private final BatchWriter writer = new BatchWriter();
  private final UUID leader;

  // Owned by the committing thread.
  private @Nullable LeaderSession session;
  private long number;

  // Guarded by this: the batch to commit, and the empty one to give back for the next.
  private @Nullable Batch full;
  private @Nullable Batch empty = new Batch();
  private Runnable onRoom = () -> {};
  private boolean ended;

  public Committer(
      LeaderSession session,
      long number,
      DataSource database,
      InstantSource clock,
      FiringMetrics metrics) {
    this.session = session;
    this.leader = session.leader();
    this.number = number;
    this.database = database;
    this.clock = clock;
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
        commit(NOTHING); // a heartbeat: it keeps the session, and says that the feed is followed
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

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // waking early is an early heartbeat
  private synchronized @Nullable Batch next() throws InterruptedException {
    if (full == null) {
      wait(HEARTBEAT_MILLIS);
    }
    return full;
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
    while (number < next) {
      try {
        LeaderSession leading = session == null ? regain() : session;
        if (number < next) {
          write(batch, next, leading);
          number = next;
        }
      } catch (SQLException failure) {
        lost(failure);
      }
    }
    metrics.committed(batch, clock.millis());
  }

  private void write(Batch batch, long next, LeaderSession leading)
      throws SQLException, Superseded {
    Instant now = clock.instant();
    if (!leading.number(next, now)) {
      throw new Superseded("batch " + number + " was not the last");
    }
    writer.write(batch, now, leading.connection());
    leading.connection().commit();
  }

  /** Opens the session again and finds out what became of the transaction under way. */
  private LeaderSession regain() throws SQLException, Superseded, InterruptedException {
    Optional<LeaderSession> opened = LeaderSession.tryOpen(database, leader);
    while (opened.isEmpty()) {
      Thread.sleep(RETRY_MILLIS);
      opened = LeaderSession.tryOpen(database, leader);
    }
    LeaderSession regained = opened.get();
    session = regained;
    Standing standing = regained.standing();
    boolean ours = standing.leader().equals(Optional.of(leader));
    if (!ours || standing.batch() < number || standing.batch() > number + 1) {
      throw new Superseded("batch " + number + " was followed by " + standing);
    }
    LOG.info("The database is back; batch {} was the last to be committed", standing.batch());
    number = standing.batch();
    return regained;
  }

  private void lost(SQLException failure) throws InterruptedException {
    LOG.warn(
        "The database cannot commit ({}); the feed waits, trying again every {}",
        failure.getMessage(),
        Duration.ofMillis(RETRY_MILLIS));
    metrics.failed();
    close();
    Thread.sleep(RETRY_MILLIS);
  }

  private void close() {
    LeaderSession closing = session;
    session = null;
    if (closing != null) {
      closing.close();
    }
  }
}
