package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.subscription.Subscriptions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FinishedSubscriptionsTest {

  @Test
  void listsTheLiveOnesAndTheNewestHundredThatFinished() {
    try (TestWebserver webserver = TestWebserver.alone()) {
      webserver
          .database()
          .sql(
              "insert into connection (id, token_hash, created_at, confirmed_id)"
                  + " values (7000, sha256('x'::bytea), now(), 0)")
          .update();
      webserver
          .database()
          .sql(
              "insert into subscription (id, owner_id, symbol, condition, threshold, repeat,"
                  + " created_at, ended_at, ended_as) select n, 7000, 'btcusdt', 'above', n,"
                  + " 'every', now(), case when n > 10001 then now() end,"
                  + " case when n > 10001 then 'finished' end from generate_series(10001, 10500) n")
          .update();
      List<Long> ids =
          webserver.bean(Subscriptions.class).list(7000, 0, 1000).subscriptions().stream()
              .map(SubscriptionState::id)
              .toList();
      assertThat(ids).hasSize(101).startsWith(10_001L, 10_401L).endsWith(10_500L);
    }
  }

  private static List<String> ids(JsonNode answer) {
    return answer.get("subscriptions").valueStream().map(one -> one.get("id").asString()).toList();
  }

  @Test
  void listsPageByPage() {
    try (TestWebserver webserver = TestWebserver.alone();
        TestClient client = webserver.client()) {
      List<String> all =
          IntStream.rangeClosed(1, 5)
              .mapToObj(n -> client.ask("{'symbol':'btcusdt','threshold':'" + n + "'}"))
              .map(answer -> answer.get("subscription").get("id").asString())
              .toList();
      JsonNode first = client.ask("{'type':'list','limit':2}");
      assertThat(ids(first)).isEqualTo(all.subList(0, 2));
      assertThat(first.get("next").asString()).isEqualTo(all.get(1));
      JsonNode second = client.ask("{'type':'list','limit':3,'after':'" + all.get(1) + "'}");
      assertThat(ids(second)).isEqualTo(all.subList(2, 5));
      assertThat(second.get("next").isNull()).isTrue();
      assertThat(ids(client.ask("{'type':'list','after':'" + all.get(4) + "'}"))).isEmpty();
    }
  }

  @Test
  void rejectsAnInvalidPageNamingTheField() {
    try (TestWebserver webserver = TestWebserver.alone();
        TestClient client = webserver.client()) {
      for (String field :
          List.of(
              "'limit':0",
              "'limit':1001",
              "'limit':1.5",
              "'limit':'2'",
              "'after':3",
              "'after':'x'",
              "'after':'-1'")) {
        JsonNode error = client.askAnything("{'type':'list'," + field + "}");
        assertThat(error.get("code").asString()).as(field).isEqualTo("invalid_message");
        assertThat(error.get("message").asString())
            .startsWith(field.substring(1, 6).replace("'", ""));
      }
    }
  }

  /** Everything missed is delivered although most finished subscriptions are no longer listed. */
  @Test
  void resumeDeliversNotificationsOfUnlistedSubscriptions() {
    try (TestWebserver webserver = TestWebserver.alone()) {
      TestClient gone = webserver.client();
      JsonNode live = gone.ask("{'symbol':'btcusdt','threshold':'7'}");
      String token = gone.token();
      long connection = gone.connectionId();
      gone.cut();
      webserver
          .database()
          .sql(
              "insert into subscription (id, owner_id, symbol, condition, threshold, repeat,"
                  + " created_at, ended_at, ended_as) select 9000 + n, ?, 'btcusdt', 'above', 1,"
                  + " 'once', now(), now(), 'finished' from generate_series(1, 1500) n")
          .param(connection)
          .update();
      webserver
          .database()
          .sql(
              "insert into notification (subscription_id, owner_id, trade_id, price,"
                  + " previous_price, trade_time, created_at, source) select 9000 + n, ?, n, 2, 1,"
                  + " now(), now(), 'live' from generate_series(1, 1500) n")
          .param(connection)
          .update();
      try (TestClient client = webserver.client()) {
        JsonNode resumed = client.ask("{'type':'resume','token':'" + token + "'}");
        assertThat(resumed.get("type").asString()).isEqualTo("resumed");
        assertThat(ids(resumed))
            .hasSize(101)
            .contains(live.get("subscription").get("id").asString());
        List<String> told =
            client.next(1500).stream().map(one -> one.get("subscription_id").asString()).toList();
        assertThat(told).startsWith("9001").endsWith("10500").doesNotHaveDuplicates();
        client.send("{'type':'unsubscribe','subscription_id':'9001'}").nextOfType("unsubscribed");
      }
    }
  }

  /** Ingestion ends the rows it finds locked later; their terms may be others by then. */
  @Test
  void appliesAnEndThatIsNotInTheRowYetUnlessTheTermsAreOthersByNow() {
    try (TestWebserver webserver = TestWebserver.alone();
        TestClient client = webserver.client()) {
      String once = "{'symbol':'btcusdt','threshold':'2','repeat':'once'}";
      String id =
          client
              .ask("{'symbol':'btcusdt','threshold':'1','repeat':'once'}")
              .get("subscription")
              .get("id")
              .asString();
      client.ask("{'type':'update','subscription_id':'" + id + "','threshold':'2'}");
      webserver.ingestion().finishLater(Long.parseLong(id), 1);
      JsonNode existing = client.ask(once);
      assertThat(existing.get("created").asBoolean()).isFalse();
      assertThat(existing.get("subscription").get("id").asString()).isEqualTo(id);
      webserver.ingestion().finishLater(Long.parseLong(id), 2);
      assertThat(client.ask(once).get("created").asBoolean()).isTrue();
      JsonNode ended = client.ask("{'type':'list'}").get("subscriptions").get(0);
      assertThat(ended.get("id").asString()).isEqualTo(id);
      assertThat(ended.get("status").asString()).isEqualTo("finished");
      assertThat(ended.get("reason").asString()).isEqualTo("fired");
    }
  }

  @Test
  void forgetsFinishedSubscriptionsAfterDelivery() {
    try (TestWebserver webserver = TestWebserver.alone();
        TestClient client = webserver.client()) {
      JsonNode once = client.ask("{'symbol':'btcusdt','threshold':'1','repeat':'once'}");
      JsonNode stays = client.ask("{'symbol':'btcusdt','threshold':'1'}");
      long id = Long.parseLong(once.get("subscription").get("id").asString());
      long other = Long.parseLong(stays.get("subscription").get("id").asString());
      webserver.ingestion().finish(id);
      webserver.ingestion().fire(id, "0.5", "2");
      client.nextOfType("notification");
      JsonNode updated = client.nextOfType("updated");
      assertThat(updated.get("subscription").get("status").asString()).isEqualTo("finished");
      ClientSocket connection =
          webserver.bean(Sockets.class).find(client.connectionId()).orElseThrow();
      Eventually.until(() -> connection.subscriptions().count() == 1);
      assertThat(connection.subscriptions().contains(other)).isTrue();
      assertThat(ids(client.ask("{'type':'list'}"))).hasSize(2);
      client
          .send("{'type':'unsubscribe','subscription_id':'" + id + "'}")
          .nextOfType("unsubscribed");
      assertThat(ids(client.ask("{'type':'list'}"))).containsExactly(Long.toString(other));
      assertThat(
              client
                  .ask("{'type':'unsubscribe','subscription_id':'" + id + "'}")
                  .get("code")
                  .asString())
          .isEqualTo("unknown_subscription");
    }
  }

  @Test
  void blockedListsDelayNeitherCommitsNorHeartbeats() throws Exception {
    try (TestWebserver webserver = TestWebserver.alone();
        TestClient calm = webserver.client();
        Connection locker = webserver.bean(DataSource.class).getConnection()) {
      List<TestClient> storm = Stream.generate(webserver::client).limit(40).toList();
      storm.forEach(one -> one.ask("{'symbol':'btcusdt','threshold':'1'}"));
      locker.setAutoCommit(false);
      try (Statement statement = locker.createStatement()) {
        statement.execute("lock table activation in access exclusive mode");
      }
      storm.forEach(one -> one.send("{'type':'list'}"));
      String seen = seen(webserver);
      for (int n = 2; n < 12; n++) {
        assertThat(calm.ask("{'symbol':'btcusdt','threshold':'" + n + "'}").has("subscription"))
            .isTrue();
      }
      Eventually.until(() -> !seen(webserver).equals(seen));
      locker.rollback();
      storm.forEach(
          one -> assertThat(one.next().get("type").asString()).isIn("subscriptions", "error"));
      storm.forEach(TestClient::close);
    }
  }

  private static String seen(TestWebserver webserver) {
    return webserver
        .database()
        .sql("select seen_at::text from webserver")
        .query(String.class)
        .single();
  }
}
