package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What wakes delivery may get lost: that costs time and nothing else. */
class WakeupTest {

  private static TestWebserver webserver;
  private static Ingestion ingestion;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
    ingestion = webserver.ingestion();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static long subscribe(TestClient client) {
    JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':'1'}");
    return Long.parseLong(subscribed.get("subscription").get("id").asString());
  }

  private static long toldNext(TestClient client) {
    return Long.parseLong(client.nextOfType("notification").get("id").asString());
  }

  @Test
  void deliversWhileAllConnectionsOfThePoolAreTaken() throws SQLException {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      try (PoolTaken _ = PoolTaken.of(webserver.bean(DataSource.class))) {
        long fired = ingestion.fires(subscription, "0.5", "1.5");
        assertThat(toldNext(client)).isEqualTo(fired);
      }
    }
  }

  /** Every connection of a pool, until it is closed. */
  private record PoolTaken(List<Connection> connections) implements AutoCloseable {

    static PoolTaken of(DataSource pool) throws SQLException {
      int size = pool.unwrap(HikariDataSource.class).getMaximumPoolSize();
      PoolTaken taken = new PoolTaken(new ArrayList<>());
      while (taken.connections.size() < size) {
        taken.take(pool);
      }
      return taken;
    }

    private void take(DataSource pool) throws SQLException {
      try {
        connections.add(pool.getConnection());
      } catch (SQLTransientConnectionException taskHasIt) {
        // A background task gives it back.
      }
    }

    @Override
    public void close() throws SQLException {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void tellsWhatNobodyWasNotifiedOf() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      ingestion.beSilent(true);
      for (int i = 0; i < 10; i++) {
        long fired = ingestion.fires(subscription, "0.5", "1.5");
        assertThat(toldNext(client)).isEqualTo(fired);
      }
    } finally {
      ingestion.beSilent(false);
    }
  }

  @Test
  void tellsWhatIsAnnouncedWithoutAskingTheTable() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      List<Long> committed = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        committed.add(ingestion.fires(subscription, "0.5", "1.5"));
        committed.add(ingestion.announces(subscription));
      }
      assertThat(committed).allSatisfy(id -> assertThat(toldNext(client)).isEqualTo(id));
    }
  }

  @Test
  void tellsWhatIsMissingBeforeAnAnnouncementFirst() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      ingestion.beSilent(true);
      long missed = ingestion.fires(subscription, "0.5", "1.5");
      ingestion.beSilent(false);
      ingestion.announces(subscription);
      assertThat(toldNext(client)).isEqualTo(missed);
    } finally {
      ingestion.beSilent(false);
    }
  }

  @Test
  void listensAgainAfterItWasCutOff() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      JdbcClient rows = webserver.database();
      String listening =
          "from pg_stat_activity where datname = current_database()"
              + " and application_name = 'coinpanel-webserver'"
              + " and query like '%from activation%'";
      Awaitility.await()
          .until(() -> rows.sql("select count(*) " + listening).query(Integer.class).single() > 0);
      rows.sql("select pg_terminate_backend(pid) " + listening).query(row -> {});
      long fired = ingestion.fires(subscription, "0.5", "1.5");
      assertThat(toldNext(client)).isEqualTo(fired);
      Awaitility.await()
          .until(() -> rows.sql("select count(*) " + listening).query(Integer.class).single() > 0);
      long later = ingestion.fires(subscription, "0.5", "1.5");
      assertThat(toldNext(client)).isEqualTo(later);
    }
  }
}
