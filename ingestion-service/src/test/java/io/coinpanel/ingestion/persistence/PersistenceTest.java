package io.coinpanel.ingestion.persistence;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.exchange.ExchangeClock;
import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.FeedClocks;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.feed.WatchedThreshold;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Shard;
import io.coinpanel.model.Source;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A database of its own, and committers on it. */
@Timeout(60)
abstract class PersistenceTest {

  static final InstantSource CLOCK = InstantSource.system();
  static final long UNIT = 100_000_000;

  private final List<Thread> threads = new ArrayList<>();
  TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.migrated();
    run("insert into symbol values ('btcusdt', 'BTC', 'USDT', true, now())");
  }

  @AfterEach
  void drop() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    database.close();
  }

  LeaderLock lock(LossyCommitDatabase answers) {
    return new LeaderLock(
        Shard.ONLY,
        answers.of(database.dataSource()),
        UUID.randomUUID(),
        Duration.ofMinutes(1),
        CLOCK);
  }

  /** The lock, as soon as the server has noticed that the session before is gone. */
  static LeaderSession taken(LeaderLock lock) {
    return Eventually.present(lock::tryAcquire);
  }

  BatchHandoff committer(LeaderLock lock, CompletableFuture<Boolean> end) throws SQLException {
    LeaderSession session = taken(lock);
    long batch = session.startEpoch(Instant.now());
    BatchHandoff handoff = new BatchHandoff();
    BatchCommitter batchCommitter = committer(handoff, session, batch, lock);
    threads.add(
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    batchCommitter.run();
                    end.complete(true);
                  } catch (RuntimeException failure) {
                    end.completeExceptionally(failure);
                  }
                }));
    return handoff;
  }

  static BatchCommitter committer(
      BatchHandoff handoff, LeaderSession session, long batch, LeaderLock lock) {
    return new BatchCommitter(
        handoff,
        new PostgresBatchLog(session, batch, lock, CLOCK),
        lock.heartbeat(),
        new NotificationBudgets(0),
        new FeedClocks(
            CLOCK, SystemNanoClock.INSTANCE, new ExchangeClock(CLOCK, SystemNanoClock.INSTANCE)),
        new PersistenceMetrics(new SimpleMeterRegistry()));
  }

  static Batch crossing() {
    return crossings(1);
  }

  static Batch crossings(int count) {
    return crossings(count, count, 42, 101 * UNIT);
  }

  /** Crossings of one trade, by subscriptions up to an id. */
  static Batch crossings(int count, long lastId, long trade, long price) {
    SymbolMatcher matcher = new SymbolMatcher();
    for (int i = count - 1; i >= 0; i--) {
      matcher.add(WatchedThreshold.of(lastId - i, lastId, ConditionKind.ABOVE, 100 * UNIT));
    }
    matcher.baseline(trade - 1, 99 * UNIT, CLOCK.millis());
    Batch batch = new Batch();
    matcher.trade(trade, trade, price, CLOCK.millis(), Source.LIVE, batch.crossings());
    batch.cursors().put("btcusdt", new TradeCursor(trade, price, CLOCK.millis()));
    return batch;
  }

  void subscriptions(int count) throws SQLException {
    run(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (1, sha256('a'), now(), 0)");
    run(
        "insert into subscription (id, owner_id, symbol, condition, threshold, repeat,"
            + " created_at) select id, 1, 'btcusdt', 'above', id, 'once', now()"
            + " from generate_series(1, %d) as id".formatted(count));
  }

  void run(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        var command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  String ask(String question) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        var command = connection.createStatement();
        var answer = command.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
