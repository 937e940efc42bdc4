package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that does not read for a while. */
class SlowClientTest {

  private static final int NOTIFICATIONS = 30_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static TestDatabase database;
  private static TestWebserver webserver;
  private static Ingestion ingestion;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    ingestion = new Ingestion(JdbcClient.create(database.dataSource()));
    ingestion.lists("btcusdt", "BTC", "USDT", true);
    webserver = TestWebserver.start(database);
  }

  @AfterAll
  static void stop() {
    webserver.close();
    database.close();
  }

  @Test
  void getsEverythingInOrderOnceItReadsAgainAndDelaysNobody() throws IOException {
    try (RawSocket slow = new RawSocket(webserver.port());
        TestClient quick = webserver.client()) {
      slow.head();
      slow.read();
      slow.text("{\"symbol\":\"btcusdt\",\"threshold\":\"1\"}");
      JsonNode subscribed = JSON.readTree(slow.read().text());
      long id = Long.parseLong(subscribed.get("subscription").get("id").asString());
      ingestion.firesOften(id, NOTIFICATIONS);
      Awaitility.await().until(() -> overflows() > 0);
      JsonNode own = quick.ask("{'symbol':'btcusdt','threshold':'1'}");
      ingestion.fires(Long.parseLong(own.get("subscription").get("id").asString()), "1", "2");
      quick.nextOfType("notification");
      long last = ingestion.fires(id, "1", "2");
      long before = 0;
      for (int i = 0; i <= NOTIFICATIONS; i++) {
        JsonNode notification = JSON.readTree(slow.read(RawSocket.TEXT).text());
        long next = Long.parseLong(notification.get("id").asString());
        assertThat(next).isGreaterThan(before);
        before = next;
      }
      assertThat(before).isEqualTo(last);
      slow.text("{\"type\":\"ping\"}");
      assertThat(slow.read(RawSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
    }
  }

  private static double overflows() {
    return webserver
        .get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith("coinpanel_webserver_outbox_overflows_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
