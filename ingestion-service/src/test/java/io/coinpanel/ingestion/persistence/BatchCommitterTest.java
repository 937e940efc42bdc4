package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.ingestion.matching.SymbolMatcher;
import io.coinpanel.ingestion.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.NotifyChannel;
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
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.SystemNanoClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

@Timeout(60)
class BatchCommitterTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final long UNIT = 100_000_000;

  private final List<Thread> threads = new ArrayList<>();
  private TestDatabase database;

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

  private LeaderLock lock(LossyCommitDatabase answers) {
    return new LeaderLock(
        answers.of(database.dataSource()), UUID.randomUUID(), Duration.ofMinutes(1), CLOCK);
  }

  /** The lock, as soon as the server has noticed that the session before is gone. */
  private static LeaderSession taken(LeaderLock lock) {
    return Eventually.present(lock::tryAcquire);
  }

  private BatchCommitter committer(LeaderLock lock, CompletableFuture<Boolean> end)
      throws SQLException {
    LeaderSession session = taken(lock);
    long batch = session.startEpoch(Instant.now());
    PersistenceMetrics metrics = new PersistenceMetrics(new SimpleMeterRegistry());
    BatchCommitter batchCommitter =
        new BatchCommitter(session, batch, lock, CLOCK, SystemNanoClock.INSTANCE, metrics);
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
    return batchCommitter;
  }

  private static Batch crossing() {
    return crossings(1);
  }

  private static Batch crossings(int count) {
    return crossings(count, count, 42, 101 * UNIT);
  }

  /** Crossings of one trade, by subscriptions up to an id. */
  private static Batch crossings(int count, long lastId, long trade, long price) {
    SymbolMatcher watch = new SymbolMatcher();
    for (int i = count - 1; i >= 0; i--) {
      watch.add(
          new WatchedSubscription(
              lastId - i,
              lastId,
              "btcusdt",
              Condition.ABOVE,
              100 * UNIT,
              false,
              0,
              WatchedSubscription.NEVER,
              WatchedSubscription.NEVER));
    }
    watch.baseline(99 * UNIT);
    Batch batch = new Batch();
    watch.trade(trade, price, CLOCK.millis(), Source.LIVE, batch.crossings());
    batch.cursors().put("btcusdt", new TradeCursor(trade, price, CLOCK.millis()));
    return batch;
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNotRepeated() throws Exception {
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchCommitter batchCommitter = committer(lock(answers), new CompletableFuture<>());
    answers.loseNextCommit(true);
    Batch empty = batchCommitter.submit(crossing());
    batchCommitter.submit(empty); // taken when the one before is known to be stored
    batchCommitter.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(answers.lost()).isEqualTo(1);
    assertThat(ask("select trade_id from last_trade")).isEqualTo("42");
  }

  @Test
  void aTransactionLostBeforeItsCommitIsRepeated() throws Exception {
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchCommitter batchCommitter = committer(lock(answers), new CompletableFuture<>());
    answers.loseNextCommit(false);
    batchCommitter.submit(batchCommitter.submit(crossing()));
    batchCommitter.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(answers.lost()).isEqualTo(1);
  }

  @Test
  void manyCrossingsOfAFeedThatHasFollowedNothingYetAreStored() throws Exception {
    BatchCommitter batchCommitter =
        committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    batchCommitter.submit(batchCommitter.submit(crossings(1_000)));
    batchCommitter.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1000");
  }

  @Test
  void includesFewNotificationsInTheNotify() throws Exception {
    assertThat(announced(crossings(2)))
        .isEqualTo(
            ask(
                "select 'v1' || E'\\n' || string_agg(concat_ws(' ', id, subscription_id, connection_id, trade_id,"
                    + " 10100000000, 9900000000, to_char(trade_time, 'FMUS')::bigint"
                    + " + 1000000 * floor(extract(epoch from trade_time)),"
                    + " to_char(created_at, 'FMUS')::bigint"
                    + " + 1000000 * floor(extract(epoch from created_at)), source), E'\\n'"
                    + " order by subscription_id) from notification"))
        .hasLineCount(3);
  }

  @Test
  void largestPayloadFitsIntoANotify() throws Exception {
    int most = NotificationWriter.MAX_ANNOUNCED;
    run("alter table notification alter id restart with " + (Long.MAX_VALUE - most));
    Batch largest = crossings(most, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(announced(largest)).hasLineCount(most + 1);
  }

  @Test
  void sendsAnEmptyNotifyForManyNotifications() throws Exception {
    assertThat(announced(crossings(NotificationWriter.MAX_ANNOUNCED + 1))).isEmpty();
    assertThat(announced(crossings(1_000))).isEmpty();
  }

  @Test
  void sendsAnEmptyNotifyForActivations() throws Exception {
    Batch batch = crossings(1);
    batch.activations().add(new Activation(1, 99 * UNIT, CLOCK.millis()));
    assertThat(announced(batch)).isEmpty();
  }

  @Test
  void theInsertIsNotPlannedForEachBatch() throws Exception {
    LeaderSession session = taken(lock(new LossyCommitDatabase()));
    long number = session.startEpoch(Instant.now());
    BatchWriter writer = new BatchWriter();
    for (int trade = 1; trade <= 30; trade++) {
      Batch batch = crossings(1, 1, trade, 101 * UNIT);
      writer.commit(batch, ++number, false, Instant.now(), session);
    }
    try (var plans = session.connection().createStatement();
        var counted =
            plans.executeQuery(
                "select sum(generic_plans) from pg_prepared_statements"
                    + " where statement like '%insert into notification%'")) {
      counted.next();
      // A few times the driver prepares nothing, and a few times Postgres compares plans.
      assertThat(counted.getInt(1)).isGreaterThanOrEqualTo(15);
    }
    session.close();
  }

  private String announced(Batch batch) throws Exception {
    try (Connection listener = database.dataSource().getConnection();
        var listen = listener.createStatement()) {
      listen.execute("listen " + NotifyChannel.NOTIFICATION);
      LeaderSession session = taken(lock(new LossyCommitDatabase()));
      new BatchWriter()
          .commit(batch, session.startEpoch(Instant.now()) + 1, false, Instant.now(), session);
      session.close();
      PGNotification[] heard = listener.unwrap(PGConnection.class).getNotifications(20_000);
      assertThat(heard).hasSize(1);
      return heard[0].getParameter();
    }
  }

  @Test
  void formerLeaderStoresNothing() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchCommitter batchCommitter = committer(lock(answers), end);
    LeaderLock other = lock(new LossyCommitDatabase());
    List<LeaderSession> others = new ArrayList<>(); // the lock is never released
    answers.onLoss(
        () -> {
          others.add(taken(other));
          others.getFirst().startEpoch(Instant.now());
        });
    answers.loseNextCommit(false);
    batchCommitter.submit(crossing());
    assertThat(end.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ask("select count(*) from notification")).isEqualTo("0");
    others.getFirst().close();
  }

  @Test
  void fencedLeaderStoresNothingEvenWithTheLock() throws Exception {
    LeaderLock lock = lock(new LossyCommitDatabase());
    LeaderSession session = taken(lock);
    long batch = session.startEpoch(Instant.now());
    run("update leadership set leader = gen_random_uuid(), batch = batch + 1");
    BatchCommitter batchCommitter =
        new BatchCommitter(
            session,
            batch,
            lock,
            CLOCK,
            SystemNanoClock.INSTANCE,
            new PersistenceMetrics(new SimpleMeterRegistry()));
    batchCommitter.submit(crossing());
    batchCommitter.run();
    assertThat(ask("select count(*) from notification")).isEqualTo("0");
  }

  @Test
  void rejectedBatchEndsLeadership() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    BatchCommitter batchCommitter = committer(lock(new LossyCommitDatabase()), end);
    Batch poisoned = new Batch();
    poisoned.cursors().put("btcusdt", new TradeCursor(1, -1, 0));
    batchCommitter.submit(poisoned);
    assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS))
        .hasMessageContaining("batch 2 was refused");
  }

  /** Like a transaction with a lost response. */
  private void storeFirst(Batch batch) throws SQLException {
    run(
        "insert into notification (subscription_id, connection_id, trade_id, price,"
            + " previous_price, trade_time, created_at, source) values (1, 2, 42, 101, 99,"
            + " timestamptz 'epoch' + %d * interval '1 millisecond', now(), 'live')"
                .formatted(batch.crossings().firstTradeTime()));
  }

  @Test
  void duplicateFiringsCountAsStored() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    BatchCommitter batchCommitter = committer(lock(new LossyCommitDatabase()), end);
    Batch batch = crossings(2);
    storeFirst(batch);
    batchCommitter.submit(batchCommitter.submit(batch));
    batchCommitter.submit(new Batch());
    assertThat(end).isNotDone();
    assertThat(ask("select count(*) from notification")).isEqualTo("2");
    assertThat(ask("select trade_id from last_trade")).isEqualTo("42");
  }

  @Test
  void manyDuplicateFiringsCountAsStored() throws Exception {
    BatchCommitter batchCommitter =
        committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    Batch batch = crossings(1_000);
    storeFirst(batch);
    batchCommitter.submit(batchCommitter.submit(batch));
    batchCommitter.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1000");
  }

  @Test
  void nothingIsAcceptedAfterAFailure() throws Exception {
    BatchCommitter batchCommitter =
        committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    batchCommitter.stop();
    batchCommitter.submit(batchCommitter.submit(crossing()));
    assertThat(ask("select count(*) from notification")).isEqualTo("0");
  }

  @Test
  void retriesACancelledStatementOnTheSameSession() throws Exception {
    LossyCommitDatabase connections = new LossyCommitDatabase();
    LeaderLock lock = lock(connections);
    BatchCommitter batchCommitter = committer(lock, new CompletableFuture<>());
    String holder =
        "select pid from pg_locks where locktype = 'advisory' and granted"
            + " and database = (select oid from pg_database where datname = current_database())";
    String pid = ask(holder);
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from leadership for update");
      batchCommitter.submit(crossing());
      Eventually.until(
          () ->
              ask("select pg_cancel_backend(pid) from pg_stat_activity where pid = "
                      + pid
                      + " and wait_event_type = 'Lock' union all select false")
                  .equals("t"));
      locking.commit();
    }
    batchCommitter.submit(new Batch());
    batchCommitter.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(ask(holder)).isEqualTo(pid);
  }

  @Test
  void lockedSubscriptionIsFinishedLaterWithoutDelayingTheBatch() throws Exception {
    BatchCommitter batchCommitter =
        committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    subscriptions(2);
    Batch batch = crossings(2);
    batch.crossings().finish(1);
    batch.crossings().finish(2);
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription where id = 1 for update");
      batchCommitter.submit(batchCommitter.submit(batch));
      batchCommitter.submit(new Batch());
      assertThat(ask("select count(*) from notification")).isEqualTo("2");
      assertThat(ask("select string_agg(id::text, ' ') from subscription where ended_at is null"))
          .isEqualTo("1");
      assertThat(ask("select subscription_id from subscription_change where ended_at is not null"))
          .isEqualTo("1");
      locking.rollback();
    }
    Eventually.until(
        () -> ask("select count(*) from subscription where ended_as = 'finished'").equals("2"));
    assertThat(ask("select count(*) from subscription_change")).isEqualTo("0");
  }

  @Test
  void activatesALockedSubscription() throws Exception {
    BatchCommitter batchCommitter =
        committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    subscriptions(1);
    Batch batch = new Batch();
    batch.activations().add(new Activation(1, 99 * UNIT, CLOCK.millis()));
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription where id = 1 for update");
      batchCommitter.submit(batchCommitter.submit(batch));
      batchCommitter.submit(new Batch());
      assertThat(ask("select count(*) from activation")).isEqualTo("1");
    }
  }

  @Test
  void storesTheCooldownOfALockedSubscriptionLater() throws Exception {
    LeaderSession session = taken(lock(new LossyCommitDatabase()));
    subscriptions(1);
    Long2LongHashMap stamps = new Long2LongHashMap(Long.MIN_VALUE);
    stamps.put(1, 1_000);
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription for update");
      StatementPipeline stamping = new StatementPipeline();
      new SubscriptionChanges().recordLastFired(stamps, stamping);
      stamping.execute(session.connection()).close();
      session.connection().commit();
    }
    assertThat(ask("select last_fired_at from subscription")).isNull();
    StatementPipeline applying = new StatementPipeline();
    new SubscriptionChanges().apply(applying);
    applying.execute(session.connection()).close();
    session.connection().commit();
    assertThat(ask("select last_fired_at = 'epoch'::timestamptz + interval '1s' from subscription"))
        .isEqualTo("t");
    session.close();
  }

  private void subscriptions(int count) throws SQLException {
    run(
        "insert into connection (id, token_hash, created_at, confirmed_id)"
            + " values (1, sha256('a'), now(), 0)");
    run(
        "insert into subscription (id, connection_id, symbol, condition, threshold, repeat,"
            + " created_at) select id, 1, 'btcusdt', 'above', id, 'once', now()"
            + " from generate_series(1, %d) as id".formatted(count));
  }

  private void run(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        var command = connection.createStatement()) {
      command.execute(statement);
    }
  }

  private String ask(String question) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        var command = connection.createStatement();
        var answer = command.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
