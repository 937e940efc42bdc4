package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.testkit.Eventually;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import org.agrona.collections.Long2LongHashMap;
import org.junit.jupiter.api.Test;

/** Changes of subscriptions whose rows are locked. */
class SubscriptionChangesTest extends PersistenceTest {

  @Test
  void lockedSubscriptionIsFinishedLaterWithoutDelayingTheBatch() throws Exception {
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    subscriptions(2);
    Batch batch = crossings(2);
    batch.crossings().finish(1, 1);
    batch.crossings().finish(2, 1);
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription where id = 1 for update");
      handoff.submit(handoff.submit(batch));
      handoff.submit(new Batch());
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
}
