package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.RawSocket;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Disconnects caused by webserver or client. */
class DisconnectTest {

  private TestDatabase database;
  private JdbcClient rows;

  @BeforeEach
  void create() {
    database = TestDatabase.migrated();
    rows = JdbcClient.create(database.dataSource());
    new FakeIngestion(rows).listSymbol("btcusdt", "BTC", "USDT", true);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void shutdownCloses1001AndKeepsConnectionsResumable() {
    TestWebserver webserver = TestWebserver.start(database);
    List<TestClient> clients = List.of(webserver.client(), webserver.client());
    clients.getFirst().ask("{'symbol':'btcusdt','threshold':'1'}");
    clients.getLast().expectNothing();
    webserver.close();
    clients.forEach(client -> assertThat(client.closeCode()).isEqualTo(1001));
    assertThat(
            rows.sql(
                    "select count(*) from connection where gone_at is not null and ended_at is"
                        + " null")
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void isNotReadyBeforeItClosesTheFirstSocket() throws IOException {
    TestWebserver webserver = TestWebserver.start(database);
    int port = webserver.port();
    try (RawSocket socket = new RawSocket(port)) {
      socket.head();
      socket.read();
      // This client never answers the close frame, so there is time to look.
      CompletableFuture<Void> closing = CompletableFuture.runAsync(webserver::close);
      assertThat(socket.read(RawSocket.CLOSE).closeCode()).isEqualTo(1001);
      assertThat(TestWebserver.isReady(port)).isFalse();
      closing.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void shutsDownInTimeWithAnUnresponsiveDatabase() throws SQLException {
    TestWebserver webserver = TestWebserver.start(database);
    TestClient client = webserver.client();
    client.ask("{'symbol':'btcusdt','threshold':'1'}");
    try (Connection silence = database.dataSource().getConnection();
        Statement statement = silence.createStatement()) {
      silence.setAutoCommit(false);
      statement.execute("lock table connection, webserver, notification, last_trade, symbol");
      Eventually.until(() -> waiting() >= 3);
      CompletableFuture<Void> closing = CompletableFuture.runAsync(webserver::close);
      assertThat(client.closeCode()).isEqualTo(1001);
      closing.orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  private int waiting() {
    return rows.sql("select count(*) from pg_locks where not granted")
        .query(Integer.class)
        .single();
  }

  @Test
  void withoutAResumeWindowSubscriptionsEndWithTheirConnection() {
    try (TestWebserver webserver =
        TestWebserver.start(database, "--coinpanel.webserver.resume-window=0s")) {
      TestClient client = webserver.client();
      assertThat(client.welcome().get("resume_window_seconds").asInt()).isZero();
      JsonNode subscribed = client.ask("{'symbol':'btcusdt','threshold':'1'}");
      long id = Long.parseLong(subscribed.get("subscription").get("id").asString());
      String before = changedIn(id);
      client.cut();
      Eventually.passes(
          () ->
              assertThat(
                      rows.sql("select ended_as from subscription where id = ?")
                          .param(id)
                          .query(String.class)
                          .optional())
                  .contains("finished"));
      assertThat(changedIn(id)).isNotEqualTo(before);
      try (TestClient again = webserver.client()) {
        JsonNode error = again.ask("{'type':'resume','token':'" + client.token() + "'}");
        assertThat(error.get("code").asString()).isEqualTo("invalid_token");
      }
    }
  }

  private String changedIn(long subscription) {
    return rows.sql("select changed_in::text from subscription where id = ?")
        .param(subscription)
        .query(String.class)
        .single();
  }
}
