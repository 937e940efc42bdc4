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

/** Waits for the leader's lock, works while it holds it, and waits again. */
public final class Leadership implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
  private static final long STANDBY_MILLIS = 200;
  private static final long RETRY_MILLIS = 1_000;
  private static final long LONGEST_RETRY_MILLIS = 60_000;

  /** What a leader does. */
  @FunctionalInterface
  public interface Work {

    /**
     * Works until leadership is lost, the thread is interrupted, or something fails.
     *
     * @param session the right to commit, to be closed at the end
     */
    void lead(LeaderSession session) throws SQLException, InterruptedException;
  }

  private static final Duration SHORT = Duration.ofMinutes(1);

  private final OutageLog outage = new OutageLog(LOG, "Asking the database for leadership");
  private final LeaderLock lock;
  private final Work work;
  private final NanoClock clock;
  private final Counter changes;
  private long ledSince;
  private long retryMillis = RETRY_MILLIS;
  private volatile boolean leading;
  private volatile boolean reachable;

  public Leadership(LeaderLock lock, Work work, NanoClock clock, MeterRegistry registry) {
    this.lock = lock;
    this.work = work;
    this.clock = clock;
    this.changes = registry.counter("coinpanel.leadership.changes");
    registry.gauge("coinpanel.leadership.leading", this, one -> one.leading ? 1 : 0);
  }

  public boolean isLeading() {
    return leading;
  }

  /** Whether the database answered the last time it was asked for the lock. */
  public boolean isReady() {
    return leading || reachable;
  }

  /** Leads whenever it can, until the thread is interrupted. */
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
      Optional<LeaderSession> session = lock.tryTake();
      if (session.isEmpty()) {
        outage.worked();
        standBy();
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

  /** What has failed at once is likely to fail again. */
  private long failed(Exception bug) {
    boolean atOnce = clock.nanoTime() - ledSince < SHORT.toNanos();
    retryMillis = atOnce ? Math.min(2 * retryMillis, LONGEST_RETRY_MILLIS) : RETRY_MILLIS;
    LOG.error("Leadership failed; rereading all state in {} ms", retryMillis, bug);
    return retryMillis;
  }

  /** A missing table, column or privilege does not appear by waiting. */
  private static boolean isRefusal(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.startsWith("42");
  }

  private void standBy() {
    if (!reachable) {
      LOG.info("Another ingestion leads; this one stands by");
      reachable = true;
    }
  }

  private void lead(LeaderSession session) throws SQLException, InterruptedException {
    LOG.info("This ingestion leads now, as {}", lock.instance());
    changes.increment();
    ledSince = clock.nanoTime();
    leading = true;
    try (session) {
      work.lead(session);
    } finally {
      leading = false;
      reachable = false;
      // What fails soon after its beginning has not recovered from the failure before.
      if (clock.nanoTime() - ledSince >= SHORT.toNanos()) {
        outage.worked();
      }
    }
  }
}
