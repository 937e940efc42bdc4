package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.testkit.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Outages, lost answers, former leaders and rejected batches. */
class BatchCommitterTest extends PersistenceTest {

  @Test
  void aCommitWhoseAnswerWasLostIsNotRepeated() throws Exception {
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchHandoff handoff = committer(lock(answers), new CompletableFuture<>());
    answers.loseNextCommit(true);
    Batch empty = handoff.submit(crossing());
    handoff.submit(empty); // taken when the one before is known to be stored
    handoff.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(answers.lost()).isEqualTo(1);
    assertThat(ask("select trade_id from last_trade")).isEqualTo("42");
  }

  @Test
  void aTransactionLostBeforeItsCommitIsRepeated() throws Exception {
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchHandoff handoff = committer(lock(answers), new CompletableFuture<>());
    answers.loseNextCommit(false);
    handoff.submit(handoff.submit(crossing()));
    handoff.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(answers.lost()).isEqualTo(1);
  }

  @Test
  void formerLeaderStoresNothing() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    LossyCommitDatabase answers = new LossyCommitDatabase();
    BatchHandoff handoff = committer(lock(answers), end);
    LeaderLock other = lock(new LossyCommitDatabase());
    List<LeaderSession> others = new ArrayList<>(); // the lock is never released
    answers.onLoss(
        () -> {
          others.add(taken(other));
          others.getFirst().startEpoch(Instant.now());
        });
    answers.loseNextCommit(false);
    handoff.submit(crossing());
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
    BatchHandoff handoff = new BatchHandoff();
    handoff.submit(crossing());
    committer(handoff, session, batch, lock).run();
    assertThat(ask("select count(*) from notification")).isEqualTo("0");
  }

  @Test
  void rejectedBatchEndsLeadership() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), end);
    Batch poisoned = new Batch();
    poisoned.cursors().put("btcusdt", new TradeCursor(1, -1, 0));
    handoff.submit(poisoned);
    assertThatThrownBy(() -> end.get(20, TimeUnit.SECONDS))
        .hasMessageContaining("batch 2 was rejected");
  }

  /** Like a transaction with a lost response. */
  private void storeFirst(Batch batch) throws SQLException {
    run(
        "insert into notification (subscription_id, owner_id, trade_id, price,"
            + " previous_price, trade_time, created_at, source) values (1, 2, 42, 101, 99,"
            + " timestamptz 'epoch' + %d * interval '1 millisecond', now(), 'live')"
                .formatted(batch.crossings().tradeTime(0)));
  }

  @Test
  void duplicateFiringsCountAsStored() throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), end);
    Batch batch = crossings(2);
    storeFirst(batch);
    handoff.submit(handoff.submit(batch));
    handoff.submit(new Batch());
    assertThat(end).isNotDone();
    assertThat(ask("select count(*) from notification")).isEqualTo("2");
    assertThat(ask("select trade_id from last_trade")).isEqualTo("42");
  }

  @Test
  void manyDuplicateFiringsCountAsStored() throws Exception {
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    Batch batch = crossings(1_000);
    storeFirst(batch);
    handoff.submit(handoff.submit(batch));
    handoff.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1000");
  }

  @Test
  void nothingIsAcceptedAfterAFailure() throws Exception {
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    handoff.stop();
    handoff.submit(handoff.submit(crossing()));
    assertThat(ask("select count(*) from notification")).isEqualTo("0");
  }

  @Test
  void retriesACancelledStatementOnTheSameSession() throws Exception {
    LossyCommitDatabase connections = new LossyCommitDatabase();
    LeaderLock lock = lock(connections);
    BatchHandoff handoff = committer(lock, new CompletableFuture<>());
    String holder =
        "select pid from pg_locks where locktype = 'advisory' and granted"
            + " and database = (select oid from pg_database where datname = current_database())";
    String pid = ask(holder);
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from leadership for update");
      handoff.submit(crossing());
      Eventually.until(
          () ->
              ask("select pg_cancel_backend(pid) from pg_stat_activity where pid = "
                      + pid
                      + " and wait_event_type = 'Lock' union all select false")
                  .equals("t"));
      locking.commit();
    }
    handoff.submit(new Batch());
    handoff.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1");
    assertThat(ask(holder)).isEqualTo(pid);
  }
}
