package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import io.coinpanel.webserver.database.InstanceId;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Resumes across two webservers on one database. */
class ResumeTest {

  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;
  private static FakeIngestion fakeIngestion;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    fakeIngestion = new FakeIngestion(JdbcClient.create(database.dataSource()));
    fakeIngestion.listSymbol("btcusdt", "BTC", "USDT", true);
    webserver = TestWebserver.start(database, "--coinpanel.webserver.heartbeat=1s");
    other = TestWebserver.start(database);
  }

  @AfterAll
  static void stop() {
    webserver.close();
    other.close();
    database.close();
  }

  private static long subscribe(TestClient client, String threshold) {
    JsonNode subscribed =
        client.ask("{'symbol':'btcusdt','threshold':'" + threshold + "','repeat':'every'}");
    return Long.parseLong(subscribed.get("subscription").get("id").asString());
  }

  private static String resume(TestClient client, @Nullable Long last) {
    String more = last == null ? "" : ",'last_notification_id':'" + last + "'";
    return "{'type':'resume','ref':'r','token':'" + client.token() + "'" + more + "}";
  }

  private static void awaitGone(TestClient client) {
    Eventually.until(
        () ->
            webserver
                .database()
                .sql("select gone_at is not null from connection where id = ?")
                .param(client.connectionId())
                .query(Boolean.class)
                .single());
  }

  private static List<Long> ids(List<JsonNode> notifications) {
    return notifications.stream().map(one -> Long.valueOf(one.get("id").asString())).toList();
  }

  @Test
  void missedNotificationsPrecedeNewOnesOnEitherWebserver() {
    for (TestWebserver next : List.of(webserver, other)) {
      TestClient client = webserver.client();
      long subscription = subscribe(client, "10");
      long first = fakeIngestion.fire(subscription, "9", "11");
      assertThat(client.nextOfType("notification").get("id").asString()).isEqualTo("" + first);
      client.cut();
      awaitGone(client);
      fakeIngestion.fireMany(subscription, 500);
      try (TestClient again = next.client()) {
        JsonNode resumed = again.ask(resume(client, first));
        assertThat(resumed.get("type").asString()).as(resumed.toString()).isEqualTo("resumed");
        assertThat(resumed.get("connection_id")).isEqualTo(client.welcome().get("connection_id"));
        assertThat(resumed.get("recovered").asBoolean()).isTrue();
        assertThat(resumed.get("subscriptions").size()).isEqualTo(1);
        fakeIngestion.fire(subscription, "9", "11");
        assertThat(ids(again.next(501)))
            .containsExactlyElementsOf(
                LongStream.rangeClosed(first + 1, first + 501).boxed().toList());
        again.expectNothing();
        assertThat(again.ask(resume(client, null)).get("code").asString())
            .isEqualTo("invalid_message");
      }
    }
  }

  @Test
  void repeatsUnacknowledgedNotificationsWithoutALastId() {
    TestClient client = webserver.client();
    long subscription = subscribe(client, "20");
    long first = fakeIngestion.fire(subscription, "9", "21");
    client.nextOfType("notification");
    Eventually.until(() -> confirmed(client) >= first);
    long second = fakeIngestion.fire(subscription, "9", "21");
    client.nextOfType("notification");
    client.cut();
    try (TestClient again = webserver.client()) {
      assertThat(again.ask(resume(client, null)).get("type").asString()).isEqualTo("resumed");
      assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + second);
      again.expectNothing();
    }
  }

  private static long confirmed(TestClient client) {
    return webserver
        .database()
        .sql("select confirmed_id from connection where id = ?")
        .param(client.connectionId())
        .query(Long.class)
        .single();
  }

  @Test
  void aTokenThatIsStillConnectedMoves() {
    for (TestWebserver next : List.of(webserver, other)) {
      TestClient client = webserver.client();
      long subscription = subscribe(client, "30");
      try (TestClient again = next.client()) {
        assertThat(again.ask(resume(client, null)).get("type").asString()).isEqualTo("resumed");
        assertThat(client.closeCode()).isEqualTo(4001);
        fakeIngestion.fire(subscription, "29", "31");
        again.nextOfType("notification");
      }
    }
  }

  @Test
  void resumesManyTimesInARow() {
    TestClient client = webserver.client();
    long subscription = subscribe(client, "40");
    long last = fakeIngestion.fire(subscription, "39", "41");
    client.nextOfType("notification");
    TestClient before = client;
    for (int i = 0; i < 10; i++) {
      TestClient again = (i % 2 == 0 ? other : webserver).client();
      assertThat(again.ask(resume(client, last)).get("type").asString()).isEqualTo("resumed");
      long next = fakeIngestion.fire(subscription, "39", "41");
      assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + next);
      last = next;
      before.close();
      before = again;
    }
    before.close();
  }

  @Test
  void rejectsInvalidTokens() {
    try (TestClient client = webserver.client()) {
      JsonNode error = client.ask("{'type':'resume','token':'forged','ref':'r'}");
      assertThat(error.get("code").asString()).isEqualTo("invalid_token");
      assertThat(error.get("ref").asString()).isEqualTo("r");
      assertThat(client.askAnything("{'type':'resume'}").get("message").asString())
          .contains("token");
      assertThat(client.askAnything("{'type':'resume','token':5}").get("message").asString())
          .contains("token");
      TestClient before = webserver.client();
      subscribe(before, "45");
      before.cut();
      assertThat(client.ask(resume(before, null)).get("type").asString()).isEqualTo("resumed");
    }
  }

  @Test
  void rejectsTheTokenOfAConnectionWithoutSubscriptions() {
    for (TestWebserver next : List.of(webserver, other)) {
      TestClient client = webserver.client();
      try (TestClient again = next.client()) {
        assertThat(again.ask(resume(client, null)).get("code").asString())
            .isEqualTo("invalid_token");
        client.cut();
        assertThat(again.ask(resume(client, null)).get("code").asString())
            .isEqualTo("invalid_token");
      }
    }
  }

  @Test
  void resumeMustBeTheFirstCommand() {
    try (TestClient client = webserver.client();
        TestClient second = webserver.client()) {
      client.expectNothing();
      JsonNode error = client.ask(resume(second, null));
      assertThat(error.get("code").asString()).isEqualTo("invalid_message");
    }
  }

  @Test
  void refusesAnotherConnectionsNotification() {
    TestClient stranger = webserver.client();
    long foreign = fakeIngestion.fire(subscribe(stranger, "50"), "49", "51");
    TestClient client = webserver.client();
    subscribe(client, "50");
    client.cut();
    try (TestClient again = webserver.client()) {
      for (String id : List.of("" + foreign, "0", "x", "99999999999999999999")) {
        JsonNode error =
            again.ask(
                "{'type':'resume','token':'%s','last_notification_id':'%s'}"
                    .formatted(client.token(), id));
        assertThat(error.get("code").asString()).isEqualTo("invalid_message");
        assertThat(error.get("message").asString()).contains("last_notification_id");
      }
      assertThat(again.ask(resume(client, null)).get("type").asString()).isEqualTo("resumed");
    }
    stranger.close();
  }

  @Test
  void reportsWhetherDroppedNotificationsWereMissed() {
    for (int place = 0; place <= 2; place++) {
      TestClient client = webserver.client();
      long subscription = subscribe(client, "80");
      long first = fakeIngestion.fire(subscription, "79", "81");
      client.nextOfType("notification");
      client.cut();
      awaitGone(client);
      long dropped = fakeIngestion.fire(subscription, "79", "81");
      long kept = fakeIngestion.fire(subscription, "79", "81");
      fakeIngestion.dropByRetention(client.connectionId(), dropped);
      long last = List.of(first, dropped, kept).get(place);
      try (TestClient again = other.client()) {
        assertThat(again.ask(resume(client, kept + 1)).get("code").asString())
            .isEqualTo("invalid_message");
        JsonNode resumed = again.ask(resume(client, last));
        assertThat(resumed.get("recovered").asBoolean()).isEqualTo(last >= dropped);
        long live = fakeIngestion.fire(subscription, "79", "81");
        if (last < kept) {
          assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + kept);
        }
        assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + live);
      }
    }
  }

  @Test
  void reportsMissedNotificationsFromTheAcknowledgedCursor() {
    TestClient client = webserver.client();
    long subscription = subscribe(client, "81");
    long first = fakeIngestion.fire(subscription, "80", "82");
    client.nextOfType("notification");
    Eventually.until(() -> confirmed(client) >= first);
    client.cut();
    awaitGone(client);
    fakeIngestion.dropByRetention(client.connectionId(), first);
    try (TestClient again = webserver.client()) {
      assertThat(again.ask(resume(client, null)).get("recovered").asBoolean()).isTrue();
    }
    long missed = fakeIngestion.fire(subscription, "80", "82");
    fakeIngestion.dropByRetention(client.connectionId(), missed);
    try (TestClient again = webserver.client()) {
      assertThat(again.ask(resume(client, null)).get("recovered").asBoolean(true)).isFalse();
    }
  }

  @Test
  void repeatsNotificationsAfterTheGivenLastId() {
    TestClient client = webserver.client();
    long subscription = subscribe(client, "82");
    long first = fakeIngestion.fire(subscription, "81", "83");
    long second = fakeIngestion.fire(subscription, "81", "83");
    client.next(2);
    Eventually.until(() -> confirmed(client) >= second);
    client.cut();
    awaitGone(client);
    try (TestClient again = other.client()) {
      again.ask(resume(client, first));
    }
    try (TestClient again = webserver.client()) {
      again.ask(resume(client, null));
      assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + second);
    }
  }

  @Test
  void storesNothingWhileTheConnectionMoves() {
    TestClient client = webserver.client();
    long subscription = subscribe(client, "90");
    DataSource source = database.dataSource();
    JdbcClient rows = JdbcClient.create(source);
    new TransactionTemplate(new DataSourceTransactionManager(source))
        .executeWithoutResult(
            status -> {
              rows.sql("select from connection where id = ? for update")
                  .param(client.connectionId())
                  .query(row -> {});
              client.send("{'symbol':'btcusdt','threshold':'91'}");
              Eventually.until(() -> webserver.lockWaiters() > 0);
              rows.sql("update connection set webserver_id = ? where id = ?")
                  .params(other.bean(InstanceId.class).id(), client.connectionId())
                  .update();
            });
    assertThat(client.nextOfType("error").get("code").asString()).isEqualTo("unavailable");
    assertThat(
            rows.sql("select max(id) from subscription where owner_id = ?")
                .param(client.connectionId())
                .query(Long.class)
                .single())
        .isEqualTo(subscription);
    client.cut();
  }

  @Test
  void freshConnectionIsInvalidAfterResume() {
    TestClient client = webserver.client();
    subscribe(client, "46");
    client.cut();
    try (TestClient again = webserver.client()) {
      again.ask(resume(client, null));
      try (TestClient third = webserver.client()) {
        assertThat(third.ask(resume(again, null)).get("code").asString())
            .isEqualTo("invalid_token");
        assertThat(third.ask(resume(client, null)).get("type").asString()).isEqualTo("resumed");
      }
    }
  }

  @Test
  void finishedOnesComeBackAndUnsubscribedOnesDoNot() {
    TestClient client = webserver.client();
    long finished = subscribe(client, "60");
    long unsubscribed = subscribe(client, "61");
    client.ask("{'type':'unsubscribe','subscription_id':'" + unsubscribed + "'}");
    client.cut();
    long last = fakeIngestion.fire(finished, "59", "61");
    fakeIngestion.finish(finished);
    fakeIngestion.fire(unsubscribed, "59", "61");
    awaitCounted(finished);
    try (TestClient again = webserver.client()) {
      JsonNode states = again.ask(resume(client, null)).get("subscriptions");
      assertThat(states.size()).isEqualTo(1);
      assertThat(states.get(0).get("status").asString()).isEqualTo("finished");
      assertThat(states.get(0).get("notification_count").asInt()).isEqualTo(1);
      assertThat(again.nextOfType("notification").get("id").asString()).isEqualTo("" + last);
      again.expectNothing();
    }
  }

  private static void awaitCounted(long subscription) {
    Eventually.until(
        () ->
            webserver
                .database()
                .sql("select exists (select from notification_count where subscription_id = ?)")
                .param(subscription)
                .query(Boolean.class)
                .single());
  }

  @Test
  void connectionsOfADeadWebserverAreGone() {
    TestClient client = webserver.client();
    subscribe(client, "70");
    client.cut();
    awaitGone(client);
    // In one statement: a dead webserver's row does not stay for a second one.
    webserver
        .database()
        .sql(
            "with dead as (insert into webserver values (gen_random_uuid(), now(),"
                + " now() - interval '16 s') returning id)"
                + " update connection set gone_at = null, webserver_id = dead.id"
                + " from dead where connection.id = ?")
        .param(client.connectionId())
        .update();
    awaitGone(client);
    try (TestClient again = webserver.client()) {
      assertThat(again.ask(resume(client, null)).get("type").asString()).isEqualTo("resumed");
    }
  }
}
