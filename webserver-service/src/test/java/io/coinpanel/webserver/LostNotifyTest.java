package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lost wake-ups cost latency only. */
class LostNotifyTest {

  private static TestWebserver webserver;
  private static FakeIngestion fakeIngestion;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
    fakeIngestion = webserver.ingestion();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static long subscribe(TestClient client) {
    JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':'1'}");
    return Long.parseLong(subscribed.get("subscription").get("id").asString());
  }

  private static long nextNotification(TestClient client) {
    return Long.parseLong(client.nextOfType("notification").get("id").asString());
  }

  @Test
  void deliversWithAnExhaustedPool() throws SQLException {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      try (ExhaustedPool _ = ExhaustedPool.of(webserver.bean(DataSource.class))) {
        long fired = fakeIngestion.fire(subscription, "0.5", "1.5");
        assertThat(nextNotification(client)).isEqualTo(fired);
      }
    }
  }

  /** Every connection of a pool, until it is closed. */
  private record ExhaustedPool(List<Connection> connections) implements AutoCloseable {

    static ExhaustedPool of(DataSource pool) throws SQLException {
      int size = pool.unwrap(HikariDataSource.class).getMaximumPoolSize();
      ExhaustedPool taken = new ExhaustedPool(new ArrayList<>());
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
  void deliversWithoutNotify() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      fakeIngestion.setSilent(true);
      for (int i = 0; i < 10; i++) {
        long fired = fakeIngestion.fire(subscription, "0.5", "1.5");
        assertThat(nextNotification(client)).isEqualTo(fired);
      }
    } finally {
      fakeIngestion.setSilent(false);
    }
  }

  @Test
  void deliversFromTheNotifyPayload() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      List<Long> committed = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        committed.add(fakeIngestion.fire(subscription, "0.5", "1.5"));
        committed.add(fakeIngestion.announce(subscription));
      }
      assertThat(committed).allSatisfy(id -> assertThat(nextNotification(client)).isEqualTo(id));
    }
  }

  @Test
  void deliversMissingRowsBeforeThePayload() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      fakeIngestion.setSilent(true);
      long missed = fakeIngestion.fire(subscription, "0.5", "1.5");
      fakeIngestion.setSilent(false);
      fakeIngestion.announce(subscription);
      assertThat(nextNotification(client)).isEqualTo(missed);
    } finally {
      fakeIngestion.setSilent(false);
    }
  }

  @Test
  void listensAgainAfterADisconnect() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      Eventually.until(() -> terminateListener() > 0);
      long fired = fakeIngestion.fire(subscription, "0.5", "1.5");
      assertThat(nextNotification(client)).isEqualTo(fired);

      // In no table: only a listener gets it.
      long announced = fakeIngestion.announce(subscription);
      assertThat(nextNotification(client)).isEqualTo(announced);
    }
  }

  /** Ends the session that delivery listens on; returns how many there were. */
  private static int terminateListener() {
    return webserver
        .database()
        .sql(
            """
            select count(pg_terminate_backend(pid))
            from pg_stat_activity
            where datname = current_database()
              and application_name = 'coinpanel-webserver'
              and query like '%left join owner_event%'
            """)
        .query(Integer.class)
        .single();
  }
}
