package io.coinpanel.ingestion;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.binance.BinanceStreams;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.feed.FeedMetrics;
import io.coinpanel.ingestion.feed.GapFiller;
import io.coinpanel.ingestion.feed.StaleFeed;
import io.coinpanel.ingestion.leadership.ClusterTasks;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.Leadership;
import io.coinpanel.ingestion.leadership.TaskGroup;
import io.coinpanel.ingestion.persistence.BatchCommitter;
import io.coinpanel.ingestion.persistence.BatchHandoff;
import io.coinpanel.ingestion.persistence.FeedStates;
import io.coinpanel.ingestion.persistence.MatchingStates;
import io.coinpanel.ingestion.persistence.NotificationBudgets;
import io.coinpanel.ingestion.persistence.PersistenceMetrics;
import io.coinpanel.ingestion.persistence.PostgresBatchLog;
import io.coinpanel.ingestion.persistence.TradeCursors;
import io.coinpanel.ingestion.subscriptions.SubscriptionFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds what the leader of a shard needs, from the trade streams to the log of batches. Each
 * leadership starts with fresh state read from the tables, so no in-memory state outlives the right
 * to commit.
 */
final class LeaderRuntime implements Leadership.LeaderWork {

  private static final Logger LOG = LoggerFactory.getLogger(LeaderRuntime.class);

  // Each sweep rewrites the row of every symbol that traded; prices are displayed once a second.
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration NO_TIMEOUT = Duration.ofDays(1_000);

  private final IngestionSettings settings;
  private final LeaderLock lock;
  private final DataSource database;
  private final ExchangeClient exchange;
  private final FeedClocks clocks;
  private final ClusterTasks clusterTasks;
  private final FeedMetrics feedMetrics;
  private final PersistenceMetrics persistenceMetrics;

  LeaderRuntime(
      IngestionSettings settings,
      LeaderLock lock,
      DataSource database,
      ExchangeClient exchange,
      ClusterTasks clusterTasks,
      MeterRegistry registry) {
    this.settings = settings;
    this.lock = lock;
    this.database = database;
    this.exchange = exchange;
    this.clocks = exchange.clocks();
    this.clusterTasks = clusterTasks;
    this.feedMetrics = new FeedMetrics(registry);
    this.persistenceMetrics = new PersistenceMetrics(registry);
  }

  @Override
  public void lead(LeaderSession session) throws SQLException, InterruptedException {
    Duration downtime = session.readRecord().downtime().orElse(NO_TIMEOUT);
    long epoch = session.startEpoch(clocks.wall().instant());
    PostgresBatchLog log = new PostgresBatchLog(session, epoch, lock, clocks.wall());
    BatchHandoff handoff = new BatchHandoff();
    SymbolSlots slots = new SymbolSlots();
    try (TaskGroup tasks = new TaskGroup();
        Feed feed = feed(slots, handoff, tasks);
        BinanceStreams streams = exchange.streams(slots, feed)) {
      GapFiller gaps =
          new GapFiller(
              feed, exchange.rest(), settings.backfillWindow(), clocks.monotonic(), feedMetrics);
      SubscriptionFollower follower = new SubscriptionFollower(database, feed, clocks);

      feed.start(streams, gaps);
      handoff.onCapacity(feed::wake);
      TradeCursors.restore(session, downtime, feed);
      MatchingStates.restore(session, feed);
      List<StaleFeed> stale = FeedStates.readStale(session);
      NotificationBudgets budgets = budgets(session);
      tasks.onStuck(log::abort);
      tasks.onStuck(follower::abort);
      tasks.onStuck(clusterTasks::abort);
      tasks.run(
          "commit",
          new BatchCommitter(handoff, log, lock.heartbeat(), budgets, clocks, persistenceMetrics));
      follower.load(downtime);
      feed.restored();
      feed.restoreStale(stale);
      streams.start();
      tasks.run("cluster", clusterTasks);
      for (int worker = 1; worker <= GapFiller.WORKERS; worker++) {
        tasks.run("gaps-" + worker, gaps);
      }
      tasks.run("subscriptions", follower);
      tasks.run("sweep", () -> sweep(feed));
      await(tasks, feed);
    }
  }

  /** What is remembered is stored once more at an orderly end: the next leader replays less. */
  private static void await(TaskGroup tasks, Feed feed) throws InterruptedException {
    try {
      tasks.await();
    } catch (InterruptedException end) {
      try {
        feed.storeAll().get(STORE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException unavailable) {
        LOG.info("Could not store the state of conditions; the next leader replays more trades");
      }
      throw end;
    }
  }

  private NotificationBudgets budgets(LeaderSession session) throws SQLException {
    NotificationBudgets budgets = new NotificationBudgets(settings.maxNotificationsPerHour());
    budgets.restore(session, clocks.wall().instant());
    return budgets;
  }

  private Feed feed(SymbolSlots slots, BatchHandoff handoff, TaskGroup tasks) {
    return new Feed(
        slots,
        clocks,
        settings.backfillWindow(),
        handoff,
        feedMetrics,
        failure -> {
          handoff.stop();
          tasks.fail(failure);
        });
  }

  private static void sweep(Feed feed) {
    try {
      while (true) {
        Thread.sleep(SWEEP_INTERVAL);
        feed.sweep();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
