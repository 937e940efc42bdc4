package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void tellsWhatNobodyWasNotifiedOf() {
    try (TestClient client = webserver.client()) {
      long subscription = subscribe(client);
      ingestion.beSilent(true);
      for (int i = 0; i < 10; i++) {
        long fired = ingestion.fires(subscription, "0.5", "1.5");
        assertThat(client.nextOfType("notification").get("id").asString()).isEqualTo("" + fired);
      }
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
      assertThat(client.nextOfType("notification").get("id").asString()).isEqualTo("" + fired);
      Awaitility.await()
          .until(() -> rows.sql("select count(*) " + listening).query(Integer.class).single() > 0);
      long later = ingestion.fires(subscription, "0.5", "1.5");
      assertThat(client.nextOfType("notification").get("id").asString()).isEqualTo("" + later);
    }
  }
}
