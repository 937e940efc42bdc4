package io.coinpanel.ingestion;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.binance.BinanceRestClient;
import io.coinpanel.ingestion.exchange.binance.BinanceStreams;
import io.coinpanel.ingestion.exchange.binance.ConnectionAttemptLimit;
import io.coinpanel.ingestion.exchange.binance.StreamMetrics;
import io.coinpanel.ingestion.exchange.binance.StreamTimeouts;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.feed.FeedMetrics;
import io.coinpanel.ingestion.feed.GapFiller;
import io.coinpanel.ingestion.health.DatabaseLoad;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.Leadership;
import io.coinpanel.ingestion.persistence.BatchCommitter;
import io.coinpanel.ingestion.persistence.NotificationPartitions;
import io.coinpanel.ingestion.persistence.PersistenceMetrics;
import io.coinpanel.ingestion.persistence.TradeCursors;
import io.coinpanel.ingestion.subscriptions.SubscriptionFollower;
import io.coinpanel.ingestion.symbols.SymbolRefresh;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Builds everything a leader needs. Each leadership starts with fresh state read from the tables,
 * so no in-memory state outlives the right to commit.
 */
final class LeaderRuntime implements Leadership.LeaderWork {

  // Each sweep rewrites the row of every symbol that traded; prices are displayed once a second.
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  private static final Duration NO_TIMEOUT = Duration.ofDays(1_000);

  private final IngestionSettings settings;
  private final LeaderLock lock;
  private final DataSource database;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final FeedClocks feedClocks;
  private final FeedMetrics feedMetrics;
  private final StreamMetrics streamMetrics;
  private final PersistenceMetrics persistenceMetrics;
  private final DatabaseLoad load;
  private final ConnectionAttemptLimit attempts;
  private final BinanceRestClient rest;

  LeaderRuntime(
      IngestionSettings settings,
      LeaderLock lock,
      DataSource database,
      JdbcClient jdbc,
      TransactionOperations transactions,
      InstantSource clock,
      MeterRegistry registry) {
    this.settings = settings;
    this.lock = lock;
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.feedClocks =
        new FeedClocks(
            clock, SystemNanoClock.INSTANCE, new ExchangeClock(clock, SystemNanoClock.INSTANCE));
    this.feedMetrics = new FeedMetrics(registry);
    this.streamMetrics = new StreamMetrics(registry);
    this.persistenceMetrics = new PersistenceMetrics(registry);
    this.load = new DatabaseLoad(jdbc, registry);
    this.attempts = new ConnectionAttemptLimit(SystemNanoClock.INSTANCE);
    this.rest =
        new BinanceRestClient(
            settings.restUri(),
            settings.timeouts().history(),
            feedClocks.wall(),
            feedClocks.monotonic(),
            feedClocks.exchange(),
            registry);
  }

  @Override
  public void lead(LeaderSession session) throws SQLException, InterruptedException {
    Duration downtime = session.readRecord().downtime().orElse(NO_TIMEOUT);
    long batch = session.startEpoch(clock.instant());
    BatchCommitter batchCommitter =
        new BatchCommitter(session, batch, lock, clock, feedClocks.monotonic(), persistenceMetrics);
    SymbolSlots slots = new SymbolSlots();
    try (LeaderThreads leaderThreads = new LeaderThreads();
        Feed feed =
            new Feed(
                slots,
                feedClocks,
                settings.backfillWindow(),
                batchCommitter,
                feedMetrics,
                failure -> {
                  batchCommitter.stop();
                  leaderThreads.fail(failure);
                });
        BinanceStreams streams = streams(slots, feed)) {
      GapFiller gaps =
          new GapFiller(feed, rest, settings.backfillWindow(), feedClocks.monotonic(), feedMetrics);
      NotificationPartitions partitions =
          new NotificationPartitions(jdbc, transactions, settings.notificationRetention(), clock);
      SubscriptionFollower follower = new SubscriptionFollower(database, feed, feedClocks);

      feed.start(streams, gaps);
      batchCommitter.onCapacity(feed::wake);
      TradeCursors.restore(session, downtime, feed);
      leaderThreads.onStuck(batchCommitter::abort);
      leaderThreads.onStuck(follower::abort);
      leaderThreads.run("commit", batchCommitter);
      follower.load(downtime);
      streams.start();
      leaderThreads.run("partitions", partitions);
      leaderThreads.run("database-load", load);
      for (int worker = 1; worker <= GapFiller.WORKERS; worker++) {
        leaderThreads.run("gaps-" + worker, gaps);
      }
      leaderThreads.run("subscriptions", follower);
      leaderThreads.run(
          "symbols", new SymbolRefresh(rest, jdbc, transactions, settings.symbolRefresh(), clock));
      leaderThreads.run("sweep", () -> sweep(feed));
      leaderThreads.await();
    }
  }

  private BinanceStreams streams(SymbolSlots slots, Feed feed) {
    IngestionSettings.Timeouts timeouts = settings.timeouts();
    return new BinanceStreams(
        settings.webSocketUri(),
        slots,
        feed,
        clock,
        SystemNanoClock.INSTANCE,
        new SplittableRandom(),
        new StreamTimeouts(timeouts.stream(), timeouts.reconnect(), timeouts.confirmation()),
        attempts,
        streamMetrics);
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
