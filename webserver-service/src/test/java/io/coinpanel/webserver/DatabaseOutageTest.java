package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Database outages at startup and later. */
class DatabaseOutageTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private TestDatabase database;
  private TestDatabase neighbour;
  private String name;

  @BeforeEach
  void create() {
    database = TestDatabase.empty();
    neighbour = TestDatabase.empty();
    name = database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
  }

  @AfterEach
  void drop() {
    database.close();
    neighbour.close();
  }

  private void takeAway() {
    JdbcClient server = JdbcClient.create(neighbour.dataSource());
    server.sql("alter database " + name + " with allow_connections false").update();
    server
        .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
        .param(name)
        .query(row -> {});
  }

  private void giveBack() {
    JdbcClient.create(neighbour.dataSource())
        .sql("alter database " + name + " with allow_connections true")
        .update();
  }

  private static void awaitReady(TestWebserver webserver) {
    Eventually.within(LONG, () -> webserver.get("/actuator/health/readiness").statusCode() == 200);
  }

  @Test
  void startsWithoutADatabase() throws IOException {
    takeAway();
    try (TestWebserver webserver = TestWebserver.launch(database)) {
      assertThat(webserver.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(webserver.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(webserver.get("/").statusCode()).isEqualTo(200);
      try (RawSocket socket = new RawSocket(webserver.port())) {
        socket.head();
        assertThat(socket.read(RawSocket.TEXT).text()).contains("\"code\":\"unavailable\"");
        assertThat(socket.read().closeCode()).isEqualTo(1013);
      }
      giveBack();
      awaitReady(webserver);
      try (TestClient client = webserver.client()) {
        JsonNode error = client.ask("{'symbol':'btcusdt','threshold':'1'}");
        assertThat(error.get("code").asString()).isEqualTo("unavailable");
        new FakeIngestion(webserver.database()).listSymbol("btcusdt", "BTC", "USDT", true);
        Eventually.until(() -> webserver.get("/api/symbols?query=b").body().contains("btcusdt"));
        client.send("{'symbol':'btcusdt','threshold':'1'}").nextOfType("subscribed");
      }
    }
  }

  @Test
  void keepsConnectionsAndResumesDelivery() {
    try (TestWebserver webserver = TestWebserver.launch(database)) {
      awaitReady(webserver);
      FakeIngestion fakeIngestion = new FakeIngestion(webserver.database());
      fakeIngestion.listSymbol("btcusdt", "BTC", "USDT", true);
      Eventually.until(() -> webserver.get("/api/symbols?query=b").body().contains("btcusdt"));
      TestClient leaving = webserver.client();
      leaving.ask("{'symbol':'btcusdt','threshold':'9'}");
      try (TestClient client = webserver.client()) {
        JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':'1'}");
        long id = Long.parseLong(subscribed.get("subscription").get("id").asString());
        takeAway();
        assertUnavailable(client, id);
        client.expectNothing();
        leaving.cut();
        TestClient late = webserver.client();
        assertThat(late.ask("{'symbol':'btcusdt','threshold':'4'}").get("code").asString())
            .isEqualTo("unavailable");
        giveBack();
        Eventually.within(
            LONG, () -> late.ask("{'symbol':'btcusdt','threshold':'4'}").has("subscription"));
        late.close();
        long notification = fakeIngestion.fire(id, "0.5", "1.5");
        assertThat(client.nextOfType("notification").get("id").asString())
            .isEqualTo(Long.toString(notification));
        Eventually.within(
            LONG, () -> client.ask("{'symbol':'btcusdt','threshold':'3'}").has("subscription"));
        assertThat(client.ask("{'type':'list'}").get("subscriptions").size()).isEqualTo(2);
        awaitGone(webserver, leaving.connectionId());
      }
    }
  }

  /** Every command that needs the database says so, with its reference. */
  private static void assertUnavailable(TestClient client, long subscription) {
    for (String command :
        new String[] {
          "{'symbol':'btcusdt','threshold':'2','ref':'r'}",
          "{'type':'unsubscribe','subscription_id':'" + subscription + "','ref':'r'}",
          "{'type':'list','ref':'r'}"
        }) {
      JsonNode error = client.ask(command);
      assertThat(error.get("code").asString()).as(command).isEqualTo("unavailable");
      assertThat(error.get("ref").asString()).isEqualTo("r");
    }
  }

  private static void awaitGone(TestWebserver webserver, long connection) {
    Eventually.within(
        LONG,
        () ->
            webserver
                .database()
                .sql(
                    "select gone_at is not null and webserver_id is null from connection"
                        + " where id = ?")
                .param(connection)
                .query(Boolean.class)
                .single());
  }
}
