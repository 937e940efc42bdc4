package io.coinpanel.ingestion;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.binance.BinanceRest;
import io.coinpanel.ingestion.exchange.binance.BinanceStreams;
import io.coinpanel.ingestion.exchange.binance.ConnectionAttempts;
import io.coinpanel.ingestion.exchange.binance.StreamMetrics;
import io.coinpanel.ingestion.exchange.binance.StreamPatience;
import io.coinpanel.ingestion.feed.Clocks;
import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.FeedMetrics;
import io.coinpanel.ingestion.feed.GapFiller;
import io.coinpanel.ingestion.firing.Committer;
import io.coinpanel.ingestion.firing.FiringMetrics;
import io.coinpanel.ingestion.firing.LastTrades;
import io.coinpanel.ingestion.firing.NotificationPartitions;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.Leadership;
import io.coinpanel.ingestion.operations.DatabaseLoad;
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
 * What a leader works with. Each term of leadership gets everything anew and reads it from the
 * tables, so that nothing in memory outlives the right to commit.
 */
final class Workplace implements Leadership.Work {

  // Each sweep rewrites the row of every symbol that has traded, and prices are shown once a
  // second.
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  private static final Duration FOR_EVER = Duration.ofDays(1_000);

  private final IngestionSettings settings;
  private final LeaderLock lock;
  private final DataSource database;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final InstantSource clock;
  private final Clocks clocks;
  private final FeedMetrics feedMetrics;
  private final StreamMetrics streamMetrics;
  private final FiringMetrics firingMetrics;
  private final DatabaseLoad load;
  private final ConnectionAttempts attempts;
  private final BinanceRest rest;

  Workplace(
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
    this.clocks =
        new Clocks(
            clock, SystemNanoClock.INSTANCE, new ExchangeClock(clock, SystemNanoClock.INSTANCE));
    this.feedMetrics = new FeedMetrics(registry);
    this.streamMetrics = new StreamMetrics(registry);
    this.firingMetrics = new FiringMetrics(registry);
    this.load = new DatabaseLoad(jdbc, registry);
    this.attempts = new ConnectionAttempts(SystemNanoClock.INSTANCE);
    this.rest =
        new BinanceRest(
            settings.restUri(),
            settings.patience().history(),
            clocks.wall(),
            clocks.monotonic(),
            clocks.exchange(),
            registry);
  }

  @Override
  public void lead(LeaderSession session) throws SQLException, InterruptedException {
    Duration unfollowed = session.standing().unfollowed().orElse(FOR_EVER);
    long batch = session.take(clock.instant());
    Committer committer =
        new Committer(session, batch, lock, clock, clocks.monotonic(), firingMetrics);
    SymbolSlots slots = new SymbolSlots();
    try (Term term = new Term();
        Feed feed =
            new Feed(
                slots,
                clocks,
                settings.backfillWindow(),
                committer,
                feedMetrics,
                failure -> {
                  committer.end();
                  term.fail(failure);
                });
        BinanceStreams streams = streams(slots, feed)) {
      GapFiller gaps =
          new GapFiller(feed, rest, settings.backfillWindow(), clocks.monotonic(), feedMetrics);
      NotificationPartitions partitions =
          new NotificationPartitions(jdbc, transactions, settings.notificationRetention(), clock);
      SubscriptionFollower follower = new SubscriptionFollower(database, feed, clocks);

      feed.start(streams, gaps);
      committer.onRoom(feed::nudge);
      LastTrades.restore(session, unfollowed, feed);
      term.onStuck(committer::abort);
      term.onStuck(follower::abort);
      term.run("commit", committer);
      follower.load(unfollowed);
      streams.start();
      term.run("partitions", partitions);
      term.run("database-load", load);
      for (int worker = 1; worker <= GapFiller.WORKERS; worker++) {
        term.run("gaps-" + worker, gaps);
      }
      term.run("subscriptions", follower);
      term.run(
          "symbols", new SymbolRefresh(rest, jdbc, transactions, settings.symbolRefresh(), clock));
      term.run("sweep", () -> sweep(feed));
      term.await();
    }
  }

  private BinanceStreams streams(SymbolSlots slots, Feed feed) {
    IngestionSettings.Patience patience = settings.patience();
    return new BinanceStreams(
        settings.webSocketUri(),
        slots,
        feed,
        clock,
        SystemNanoClock.INSTANCE,
        new SplittableRandom(),
        new StreamPatience(patience.stream(), patience.reconnect(), patience.confirmation()),
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
