package io.coinpanel.ingestion.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DatabaseLoadTest {

  @Test
  void aTransactionThatStaysOpenIsMeasured() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TestDatabase database = TestDatabase.migrated();
        Connection forgotten = database.dataSource().getConnection();
        var command = forgotten.createStatement()) {
      forgotten.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      forgotten.setAutoCommit(false);
      command.execute("select count(*) from last_trade");
      new DatabaseLoad(JdbcClient.create(database.dataSource()), registry).measure();
      assertThat(registry.get("coinpanel.database.oldest.transaction").gauge().value())
          .isPositive();
      assertThat(registry.get("coinpanel.database.notify.queue").gauge().value())
          .isBetween(0.0, 1.0);
    }
  }
}
