package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The figures of the command {@code stats}. */
class StatsTest {

  private static final int MOST = 100_000;

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
    webserver.ingestion().listSymbol("ethusdt", "ETH", "USDT", true);
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static long subscribe(TestClient client, String symbol, String threshold) {
    return client
        .ask("{'symbol':'" + symbol + "','threshold':'" + threshold + "'}")
        .path("subscription")
        .path("id")
        .asLong();
  }

  /** As if it had been stored so long ago. */
  private static void age(long notification, int hours) {
    webserver
        .database()
        .sql(
            "update notification set created_at = now() - make_interval(hours => ?),"
                + " trade_time = now() where id = ?")
        .params(hours, notification)
        .update();
  }

  private static JsonNode stats(TestClient client) {
    client.send("{'type':'stats'}");
    return client.skipTo("stats");
  }

  @Test
  void countsTheNotificationsOfAnHourAndADayBySymbol() {
    try (TestClient client = webserver.client();
        TestClient stranger = webserver.client()) {
      webserver.ingestion().storeTrade("btcusdt", "15");
      long above = subscribe(client, "btcusdt", "20");
      subscribe(client, "btcusdt", "10");
      long eth = subscribe(client, "ethusdt", "5");
      webserver.ingestion().activate(above, "15");
      age(webserver.ingestion().fire(above, "19", "21"), 0);
      age(webserver.ingestion().fire(above, "19", "21"), 2);
      age(webserver.ingestion().fire(above, "19", "21"), 25);
      age(webserver.ingestion().fire(eth, "4", "6"), 23);
      age(webserver.ingestion().fire(subscribe(stranger, "btcusdt", "20"), "19", "21"), 0);
      JsonNode stats = stats(client);
      assertThat(stats.get("subscriptions"))
          .hasToString("{\"active\":1,\"pending\":2,\"paused\":0}");
      assertThat(stats.get("notifications")).hasToString("{\"last_hour\":1,\"last_day\":3}");
      assertThat(stats.get("symbols"))
          .hasToString(
              "[{\"symbol\":\"btcusdt\",\"price\":\"15\",\"subscriptions\":2,"
                  + "\"nearest_above\":\"20\",\"nearest_below\":\"10\",\"notifications_last_day\":2},"
                  + "{\"symbol\":\"ethusdt\",\"price\":null,\"subscriptions\":1,"
                  + "\"nearest_above\":null,\"nearest_below\":null,\"notifications_last_day\":1}]");
    }
  }

  @Test
  void countsNoMoreThanTheNewest() {
    try (TestClient client = webserver.client()) {
      long btc = subscribe(client, "btcusdt", "20");
      long eth = subscribe(client, "ethusdt", "5");
      client.send("{'type':'update','subscription_id':'" + btc + "','enabled':false}");
      client.nextOfType("updated");
      client.send("{'type':'update','subscription_id':'" + eth + "','enabled':false}");
      client.nextOfType("updated");
      webserver.ingestion().fireMany(eth, 10);
      webserver.ingestion().fireMany(btc, MOST);
      JsonNode stats = stats(client);
      assertThat(stats.get("notifications").get("last_day").asInt()).isEqualTo(MOST);
      assertThat(stats.get("symbols").findValuesAsString("notifications_last_day"))
          .containsExactly(Integer.toString(MOST), "0");
    }
  }
}
