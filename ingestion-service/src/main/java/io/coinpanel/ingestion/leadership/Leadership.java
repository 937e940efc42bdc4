package io.coinpanel.ingestion.leadership;

import io.coinpanel.model.OutageLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acquires the leader lock, works while holding it, and repeats. */
public final class Leadership implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final long STANDBY_MILLIS = 200;
  private static final long RETRY_MILLIS = 1_000;
  private static final long MAX_RETRY_MILLIS = 60_000;

  /** What a leader does. */
  @FunctionalInterface
  public interface LeaderWork {

    /**
     * Works until leadership is lost, the thread is interrupted, or something fails.
     *
     * @param session the right to commit, to be closed at the end
     */
    void lead(LeaderSession session) throws SQLException, InterruptedException;
  }

  private static final Duration SHORT = Duration.ofMinutes(1);

  private final OutageLog outage = new OutageLog(LOG, "Acquiring leadership");
  private final LeaderLock lock;
  private final LeaderWork leaderWork;
  private final NanoClock clock;
  private final Counter changes;
  private long ledSince;
  private long retryMillis = RETRY_MILLIS;
  private volatile boolean leading;
  private volatile boolean reachable;

  public Leadership(
      LeaderLock lock, LeaderWork leaderWork, NanoClock clock, MeterRegistry registry) {
    this.lock = lock;
    this.leaderWork = leaderWork;
    this.clock = clock;
    this.changes = registry.counter("coinpanel.leadership.changes");
    registry.gauge("coinpanel.leadership.leading", this, one -> one.leading ? 1 : 0);
  }

  public boolean isLeading() {
    return leading;
  }

  /** Whether the last attempt to acquire the lock reached the database. */
  public boolean isReady() {
    return leading || reachable;
  }

  /** Runs until interrupted. */
  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(attempt());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private long attempt() throws InterruptedException {
    try {
      Optional<LeaderSession> session = lock.tryAcquire();
      if (session.isEmpty()) {
        outage.recovered();
        awaitNextAttempt();
        return STANDBY_MILLIS;
      }
      lead(session.get());
    } catch (SQLException failure) {
      reachable = false;
      if (isRefusal(failure)) {
        return failed(failure);
      }
      return outage.failed(failure).toMillis();
    } catch (RuntimeException bug) {
      return failed(bug);
    }
    return RETRY_MILLIS;
  }

  /** Immediate failures are likely to recur. */
  private long failed(Exception bug) {
    boolean atOnce = clock.nanoTime() - ledSince < SHORT.toNanos();
    retryMillis = atOnce ? Math.min(2 * retryMillis, MAX_RETRY_MILLIS) : RETRY_MILLIS;
    LOG.error("Leader failed; reloading state in {} ms", retryMillis, bug);
    return retryMillis;
  }

  /** Waiting does not fix a missing table, column or privilege. */
  private static boolean isRefusal(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.startsWith("42");
  }

  private void awaitNextAttempt() {
    if (!reachable) {
      LOG.info("Another instance leads; standing by");
      reachable = true;
    }
  }

  private void lead(LeaderSession session) throws SQLException, InterruptedException {
    LOG.info("Acquired leadership as {}", lock.instance());
    changes.increment();
    ledSince = clock.nanoTime();
    leading = true;
    try (session) {
      leaderWork.lead(session);
    } finally {
      leading = false;
      reachable = false;
      // What fails soon after its beginning has not recovered from the failure before.
      if (clock.nanoTime() - ledSince >= SHORT.toNanos()) {
        outage.recovered();
      }
    }
  }
}
