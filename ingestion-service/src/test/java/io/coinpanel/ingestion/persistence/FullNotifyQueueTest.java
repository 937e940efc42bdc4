package io.coinpanel.ingestion.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.database.Schema;
import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.leadership.LeaderLock;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.model.Shard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FullNotifyQueueTest {

  @Test
  void batchesAreCommittedWithoutNotifyWhileTheQueueIsFull() throws Exception {
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("max_notify_queue_pages", "64").start();
        Connection listener = server.getPostgresDatabase().getConnection();
        var listen = listener.createStatement()) {
      DataSource database = server.getPostgresDatabase();
      Schema.migrate(database);
      listen.execute("listen notification");
      listener.setAutoCommit(false);
      listen.execute("select from symbol");
      assertThatThrownBy(() -> fill(database)).hasMessageContaining("NOTIFY queue");

      LeaderLock lock =
          new LeaderLock(
              Shard.ONLY,
              database,
              UUID.randomUUID(),
              Duration.ofMinutes(1),
              InstantSource.system());
      LeaderSession session = lock.tryAcquire().orElseThrow();
      long number = session.startEpoch(Instant.now());
      Batch batch = new Batch();
      batch.activations().add(new Activation(1, 1, 1L, 0, null));
      new BatchWriter().commit(batch, number + 1, false, Instant.now(), session);
      assertThat(session.readRecord().epoch()).isEqualTo(number + 1);
      session.close();
    }
  }

  private static void fill(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        var notify = connection.prepareStatement("select pg_notify('other', ?)")) {
      for (int i = 0; i < 1_000; i++) {
        notify.setString(1, i + "x".repeat(7_000));
        notify.execute();
      }
    }
  }
}
