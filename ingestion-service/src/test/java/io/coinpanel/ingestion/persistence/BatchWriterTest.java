package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.model.NotifyChannel;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What a batch stores and announces. */
class BatchWriterTest extends PersistenceTest {

  @Test
  void manyCrossingsOfAFeedThatHasFollowedNothingYetAreStored() throws Exception {
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    handoff.submit(handoff.submit(crossings(1_000)));
    handoff.submit(new Batch());
    assertThat(ask("select count(*) from notification")).isEqualTo("1000");
  }

  @Test
  void includesFewNotificationsInTheNotify() throws Exception {
    assertThat(announced(crossings(2)))
        .isEqualTo(
            ask(
                "select 'v2' || E'\\n' || string_agg(concat_ws(' ', id, subscription_id, owner_id, trade_id,"
                    + " 10100000000, 9900000000, to_char(trade_time, 'FMUS')::bigint"
                    + " + 1000000 * floor(extract(epoch from trade_time)),"
                    + " to_char(created_at, 'FMUS')::bigint"
                    + " + 1000000 * floor(extract(epoch from created_at)), source, revision), E'\\n'"
                    + " order by subscription_id) from notification"))
        .hasLineCount(3);
  }

  @Test
  void largestPayloadFitsIntoANotify() throws Exception {
    int most = NotificationInsert.MAX_ANNOUNCED;
    run("alter table notification alter id restart with " + (Long.MAX_VALUE - most));
    Batch largest = crossings(most, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(announced(largest)).hasLineCount(most + 1);
  }

  @Test
  void sendsAnEmptyNotifyForManyNotifications() throws Exception {
    assertThat(announced(crossings(NotificationInsert.MAX_ANNOUNCED + 1))).isEmpty();
    assertThat(announced(crossings(1_000))).isEmpty();
  }

  @Test
  void sendsAnEmptyNotifyForActivations() throws Exception {
    Batch batch = crossings(1);
    batch.activations().add(new Activation(1, 1, 99 * UNIT, CLOCK.millis(), null));
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
      PGNotification[] received = listener.unwrap(PGConnection.class).getNotifications(20_000);
      assertThat(received).hasSize(1);
      return received[0].getParameter();
    }
  }

  @Test
  void activatesALockedSubscription() throws Exception {
    BatchHandoff handoff = committer(lock(new LossyCommitDatabase()), new CompletableFuture<>());
    subscriptions(1);
    Batch batch = new Batch();
    batch.activations().add(new Activation(1, 1, 99 * UNIT, CLOCK.millis(), null));
    try (Connection locking = database.dataSource().getConnection();
        var command = locking.createStatement()) {
      locking.setAutoCommit(false);
      command.execute("select from subscription where id = 1 for update");
      handoff.submit(handoff.submit(batch));
      handoff.submit(new Batch());
      assertThat(ask("select count(*) from activation")).isEqualTo("1");
    }
  }
}
