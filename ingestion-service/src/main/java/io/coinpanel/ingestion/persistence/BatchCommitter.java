package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.leadership.LeadershipLostException;
import io.coinpanel.model.OutageLog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the feed's batches in order. While the log is unavailable it retries the same batch and
 * the feed waits. A batch that the log rejects is a bug and ends leadership; the next leader
 * rereads everything. Its thread owns all of its state.
 */
public final class BatchCommitter implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchCommitter.class);
  private static final Duration RETRY = Duration.ofMillis(200);
  private static final Duration APPLY_INTERVAL = Duration.ofSeconds(1);

  // Keeps leadership and records that the feed is followed.
  private static final Batch HEARTBEAT = new Batch();

  private final OutageLog outage = new OutageLog(LOG, "Committing batches");
  private final BatchHandoff handoff;
  private final BatchLog log;
  private final Duration heartbeat;
  private final NotificationBudgets budgets;
  private final FeedClocks clocks;
  private final PersistenceMetrics metrics;

  private long appliedAt;
  // Whether changes may be deferred, including those of the previous leader.
  private boolean deferred = true;

  /**
   * @param heartbeat the longest time without a commit
   */
  public BatchCommitter(
      BatchHandoff handoff,
      BatchLog log,
      Duration heartbeat,
      NotificationBudgets budgets,
      FeedClocks clocks,
      PersistenceMetrics metrics) {
    this.handoff = handoff;
    this.log = log;
    this.heartbeat = heartbeat;
    this.budgets = budgets;
    this.clocks = clocks;
    this.metrics = metrics;
    this.appliedAt = clocks.monotonic().nanoTime();
  }

  /** Commits until interrupted or superseded. */
  @Override
  public void run() {
    try {
      while (true) {
        commitNext();
      }
    } catch (LeadershipLostException lost) {
      LOG.warn("Lost leadership: {}", lost.getMessage());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } finally {
      handoff.stop();
      log.close();
    }
  }

  private void commitNext() throws LeadershipLostException, InterruptedException {
    Batch batch = next();
    if (batch == null) {
      deferred = commit(HEARTBEAT);
      appliedAt = clocks.monotonic().nanoTime();
    } else {
      metrics.overBudget(budgets.apply(batch, clocks.wall().instant()));
      deferred |= commit(batch);
      handoff.committed(batch);
    }
  }

  /** The next batch, or null if a heartbeat is due. */
  private @Nullable Batch next() throws InterruptedException {
    boolean isSooner = deferred && APPLY_INTERVAL.compareTo(heartbeat) < 0;
    Batch batch = handoff.await(isSooner ? APPLY_INTERVAL : heartbeat);
    return deferred && isApplyingDue() ? null : batch;
  }

  private boolean isApplyingDue() {
    return clocks.monotonic().nanoTime() - appliedAt >= APPLY_INTERVAL.toNanos();
  }

  /** Commits once, however often it takes; returns whether changes were deferred. */
  private boolean commit(Batch batch) throws LeadershipLostException, InterruptedException {
    long number = 0; // unknown until the log has answered
    boolean anyDeferred = true;
    boolean committed = false;
    while (!committed) {
      try {
        long last = log.last();
        number = number == 0 ? last + 1 : number;
        if (last < number) {
          anyDeferred = log.commit(batch, number);
        }
        committed = true;
        outage.recovered();
      } catch (BatchLogUnavailableException unavailable) {
        failed(unavailable.reason());
      }
    }
    metrics.committed(batch, clocks.wall().millis());
    return anyDeferred;
  }

  private void failed(Exception reason) throws InterruptedException {
    outage.failed(reason);
    metrics.failed();
    Thread.sleep(RETRY);
  }
}
