package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ingestions on one database. */
class LeaderFailoverTest {

  private static final String LEADERS_SESSION =
      "from pg_locks where locktype = 'advisory' and granted"
          + " and database = (select oid from pg_database where datname = current_database())";

  private Simulator exchange;
  private TestDatabase database;
  private IngestionTables ingestionTables;
  private TestIngestion first;
  private TestIngestion second;

  @BeforeEach
  void start() throws IOException, SQLException {
    exchange = Simulator.start(SimulatorSettings.documented().symbols(50));
    database = TestDatabase.migrated();
    ingestionTables = new IngestionTables(database);
    first = TestIngestion.start(database, exchange);
    Eventually.until(() -> ingestionTables.count("leadership where leader is not null") == 1);
    second = TestIngestion.start(database, exchange);
  }

  @AfterEach
  void stop() throws SQLException {
    first.close();
    second.close();
    ingestionTables.close();
    database.close();
    exchange.close();
  }

  private long watched() throws SQLException {
    long subscription = ingestionTables.subscribe("btcusdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    return subscription;
  }

  @Test
  void healthAndMetricsShowTheLeader() throws Exception {
    Eventually.until(() -> second.health().contains("\"role\":\"standby\""));
    assertThat(first.health()).contains("\"role\":\"leader\"");
    assertThat(first.metrics())
        .contains("coinpanel_leadership_leading 1.0")
        .contains("coinpanel_leadership_changes_total 1.0");
    assertThat(second.metrics()).contains("coinpanel_leadership_leading 0.0");
  }

  @Test
  void theStandbyTakesOverAndLosesNothing() throws SQLException {
    long subscription = watched();
    Eventually.until(() -> second.health().contains("\"role\":\"standby\""));
    first.close();
    long up = exchange.publish("btcusdt", "101");
    ingestionTables.awaitTrade("btcusdt", up);
    assertThat(ingestionTables.notifications(subscription))
        .containsExactly(up + " 99 101 backfill");
  }

  @Test
  void lostLeadershipIsAcquiredByEitherInstance() throws SQLException {
    long subscription = watched();
    for (int i = 0; i < 5; i++) {
      ingestionTables.query("select pg_terminate_backend(pid) " + LEADERS_SESSION);
      ingestionTables.awaitTrade("btcusdt", exchange.publish("btcusdt", i % 2 == 0 ? "101" : "99"));
    }
    assertThat(ingestionTables.notifications(subscription)).hasSize(5);
    Eventually.until(() -> leading(first) + leading(second) == 1);
  }

  private static int leading(TestIngestion ingestion) throws IOException, InterruptedException {
    return ingestion.health().contains("\"role\":\"leader\"") ? 1 : 0;
  }
}
