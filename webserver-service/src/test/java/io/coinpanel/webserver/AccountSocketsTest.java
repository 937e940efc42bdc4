package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sockets of accounts, on two webservers of one database. */
class AccountSocketsTest {

  private static final String ADMIN_KEY = "cp_adminkey_" + "x".repeat(32);
  private static final String ALL = "\"subscriptions:read\",\"subscriptions:write\"";

  @TempDir private static Path files;
  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;
  private static FakeIngestion ingestion;
  private static int accounts;

  @BeforeAll
  static void start() throws IOException {
    Path keyFile = Files.writeString(files.resolve("key"), ADMIN_KEY + "\n");
    String[] settings = {
      "--coinpanel.webserver.admin-key-file=" + keyFile,
      "--coinpanel.webserver.max-commands-per-second=100000"
    };
    database = TestDatabase.migrated();
    webserver = TestWebserver.start(database, settings);
    other = TestWebserver.start(database, settings);
    ingestion = webserver.ingestion();
    ingestion.listSymbol("btcusdt", "BTC", "USDT", true);
  }

  @AfterAll
  static void stop() {
    other.close();
    webserver.close();
    database.close();
  }

  private record Account(String id, String key) {}

  private static Account account() {
    return account(ALL);
  }

  private static Account account(String scopes) {
    HttpCaller admin = HttpCaller.withKey(webserver.port(), ADMIN_KEY);
    String id =
        admin
            .post("/api/v1/accounts", "{\"name\":\"account " + ++accounts + "\"}")
            .json()
            .get("id")
            .asString();
    return new Account(id, key(id, scopes).get("key").asString());
  }

  private static JsonNode key(String account, String scopes) {
    return HttpCaller.withKey(webserver.port(), ADMIN_KEY)
        .post(
            "/api/v1/accounts/" + account + "/keys", "{\"name\":\"k\",\"scopes\":[" + scopes + "]}")
        .json();
  }

  private static TestClient signedIn(TestWebserver where, Account account) {
    TestClient client = where.client();
    JsonNode answer =
        client.ask("{'type':'authenticate','token':'" + account.key() + "','ref':'a'}");
    assertThat(answer.get("type").asString()).as(answer.toString()).isEqualTo("authenticated");
    assertThat(answer.get("account").get("id").asString()).isEqualTo(account.id());
    return client;
  }

  private static long subscribe(TestClient client, String threshold) {
    JsonNode subscribed =
        client.ask("{'symbol':'btcusdt','threshold':'" + threshold + "','name':'mine'}");
    assertThat(subscribed.get("type").asString()).as(subscribed.toString()).isEqualTo("subscribed");
    return Long.parseLong(subscribed.get("subscription").get("id").asString());
  }

  @Test
  void allSocketsOfAnAccountSeeItsSubscriptionsAndNotifications() {
    Account account = account();
    try (TestClient one = signedIn(webserver, account);
        TestClient two = signedIn(other, account);
        TestClient stranger = signedIn(other, account())) {
      long id = subscribe(one, "10");
      JsonNode elsewhere = two.nextOfType("subscribed");
      assertThat(elsewhere.has("ref")).isFalse();
      assertThat(elsewhere.get("subscription").get("name").asString()).isEqualTo("mine");
      ingestion.activate(id, "9");
      assertThat(one.nextOfType("active").get("subscription_id").asString())
          .isEqualTo(Long.toString(id));
      two.nextOfType("active");
      String fired = Long.toString(ingestion.fire(id, "9", "11"));
      assertThat(one.nextOfType("notification").get("id").asString()).isEqualTo(fired);
      JsonNode notification = two.nextOfType("notification");
      assertThat(notification.get("id").asString()).isEqualTo(fired);
      assertThat(notification.get("name").asString()).isEqualTo("mine");
      two.ask("{'type':'unsubscribe','subscription_id':'" + id + "'}");
      assertThat(one.nextOfType("unsubscribed").has("ref")).isFalse();
      assertThat(stranger.ask("{'type':'list'}").get("subscriptions")).isEmpty();
      assertThat(
              stranger
                  .ask("{'type':'update','subscription_id':'" + id + "','enabled':false}")
                  .get("code")
                  .asString())
          .isEqualTo("unknown_subscription");
    }
  }

  @Test
  void anUpdateIsPendingUntilTheNextBaselineAndReachesEverySocket() {
    Account account = account();
    try (TestClient one = signedIn(webserver, account);
        TestClient two = signedIn(other, account)) {
      long id = subscribe(one, "10");
      ingestion.activate(id, "9");
      one.nextOfType("active");
      String command = "{'type':'update','ref':'u','subscription_id':'" + id + "',";
      JsonNode updated = one.ask(command + "'threshold':'20','note':'later'}");
      assertThat(updated.get("ref").asString()).isEqualTo("u");
      JsonNode subscription = updated.get("subscription");
      assertThat(subscription.get("revision").asInt()).isEqualTo(2);
      assertThat(subscription.get("status").asString()).isEqualTo("pending");
      assertThat(subscription.get("threshold").asString()).isEqualTo("20");
      JsonNode seen = two.skipTo("updated");
      assertThat(seen.has("ref")).isFalse();
      assertThat(seen.get("subscription")).isEqualTo(subscription);

      ingestion.fireRevision(id, 1, "9", "11");
      JsonNode old = one.nextOfType("notification");
      assertThat(old.get("revision").asInt()).isOne();
      assertThat(old.get("threshold").asString()).isEqualTo("10");
      assertThat(old.has("note")).isFalse();

      ingestion.activate(id, "11");
      one.nextOfType("active");
      ingestion.fire(id, "11", "21");
      JsonNode now = one.nextOfType("notification");
      assertThat(now.get("revision").asInt()).isEqualTo(2);
      assertThat(now.get("threshold").asString()).isEqualTo("20");
      assertThat(now.get("note").asString()).isEqualTo("later");
      assertThat(
              one.ask(command + "'name':'new name'}").get("subscription").get("status").asString())
          .isEqualTo("active");
    }
  }

  @Test
  void nothingIsSentAfterAPauseAndSubscribingAgainEnables() {
    Account account = account();
    try (TestClient client = signedIn(webserver, account)) {
      long id = subscribe(client, "10");
      ingestion.activate(id, "9");
      client.nextOfType("active");
      JsonNode paused =
          client.ask("{'type':'update','subscription_id':'" + id + "','enabled':false}");
      assertThat(paused.get("subscription").get("status").asString()).isEqualTo("paused");
      assertThat(paused.get("subscription").get("enabled").asBoolean()).isFalse();
      ingestion.fire(id, "9", "11");
      JsonNode again = client.ask("{'symbol':'btcusdt','threshold':'10'}");
      assertThat(again.get("created").asBoolean()).isFalse();
      assertThat(again.get("subscription").get("status").asString()).isEqualTo("pending");
      assertThat(again.get("subscription").get("name").asString()).isEqualTo("mine");
      assertThat(again.get("subscription").get("revision").asInt()).isEqualTo(3);
    }
  }

  @Test
  void anUpdateOntoTheTermsOfAnotherSubscriptionIsAConflict() {
    try (TestClient client = signedIn(webserver, account())) {
      long id = subscribe(client, "10");
      subscribe(client, "20");
      assertThat(
              client
                  .ask("{'type':'update','subscription_id':'" + id + "','threshold':'20'}")
                  .get("code")
                  .asString())
          .isEqualTo("conflict");
      JsonNode page = client.ask("{'type':'list','limit':1}");
      assertThat(page.get("subscriptions").get(0).get("revision").asInt()).isOne();
      assertThat(page.get("next").asString()).isEqualTo(Long.toString(id));
    }
  }

  @Test
  void resumesByIdAloneOnAnyWebserver() {
    Account account = account();
    String first;
    String second;
    try (TestClient client = signedIn(webserver, account)) {
      long id = subscribe(client, "10");
      ingestion.activate(id, "9");
      client.nextOfType("active");
      first = Long.toString(ingestion.fire(id, "9", "11"));
      client.nextOfType("notification");
      client.cut();
      second = Long.toString(ingestion.fire(id, "9", "12"));
    }
    try (TestClient client = signedIn(other, account)) {
      JsonNode resumed = client.ask("{'type':'resume','last_notification_id':'" + first + "'}");
      assertThat(resumed.get("type").asString()).as(resumed.toString()).isEqualTo("resumed");
      assertThat(resumed.get("recovered").asBoolean()).isTrue();
      assertThat(resumed.get("subscriptions")).hasSize(1);
      assertThat(client.next().get("id").asString()).isEqualTo(second);
    }
    try (TestClient client = signedIn(other, account)) {
      assertThat(
              client
                  .ask("{'type':'resume','last_notification_id':'99999999'}")
                  .get("code")
                  .asString())
          .isEqualTo("invalid_message");
      assertThat(client.ask("{'type':'resume'}").get("type").asString()).isEqualTo("resumed");
      client.expectNothing();
    }
  }

  @Test
  void manyAreUpdatedAndUnsubscribedAtOnce() {
    try (TestClient client = signedIn(webserver, account())) {
      long one = subscribe(client, "10");
      long two = subscribe(client, "20");
      String ids = "'subscription_ids':['" + one + "','" + two + "','77777']";
      client.send("{'type':'update',%s,'enabled':false}".formatted(ids));
      assertThat(client.nextOfType("updated").get("subscription").get("enabled").asBoolean())
          .isFalse();
      client.nextOfType("updated");
      assertThat(client.nextOfType("error").get("code").asString())
          .isEqualTo("unknown_subscription");
      assertThat(client.ask("{'type':'stats'}").get("subscriptions").get("paused").asInt())
          .isEqualTo(2);
      client.send("{'type':'unsubscribe',%s}".formatted(ids));
      client.nextOfType("unsubscribed");
      client.nextOfType("unsubscribed");
      assertThat(client.nextOfType("error").get("message").asString()).contains("77777");
    }
  }

  /** Its own ends also come as events of its account, here before the reply. */
  @Test
  void whatASocketUnsubscribesIsConfirmedOnce() throws SQLException {
    Account account = account();
    try (TestClient client = signedIn(webserver, account);
        TestClient beside = signedIn(webserver, account);
        TestClient elsewhere = signedIn(other, account);
        Connection locking = database.dataSource().getConnection()) {
      String locked = Long.toString(subscribe(client, "10"));
      String ended = Long.toString(subscribe(client, "20"));
      beside.nextOfType("subscribed");
      beside.nextOfType("subscribed");
      locking.setAutoCommit(false);
      locking
          .createStatement()
          .execute("select from subscription where id = " + locked + " for update");
      client.send(
          "{'type':'unsubscribe','ref':'mine','subscription_ids':['%s','%s']}"
              .formatted(locked, ended));
      Eventually.until(() -> webserver.lockWaiters() > 0);
      elsewhere.send("{'type':'unsubscribe','subscription_id':'" + ended + "'}");
      assertThat(beside.nextOfType("unsubscribed").get("subscription_id").asString())
          .isEqualTo(ended);
      locking.rollback();
      for (String id : List.of(locked, ended)) {
        JsonNode answer = client.nextOfType("unsubscribed");
        assertThat(answer.path("ref").asString()).isEqualTo("mine");
        assertThat(answer.get("subscription_id").asString()).isEqualTo(id);
      }
      client.expectNothing();
    }
  }

  @Test
  void aKeyMayDoWhatItsScopesSay() {
    try (TestClient reader = signedIn(webserver, account("\"subscriptions:read\""))) {
      assertThat(reader.ask("{'symbol':'btcusdt','threshold':'1'}").get("code").asString())
          .isEqualTo("forbidden");
      assertThat(reader.ask("{'type':'list'}").get("type").asString()).isEqualTo("subscriptions");
    }
    try (TestClient writer = signedIn(webserver, account("\"subscriptions:write\""))) {
      long id = subscribe(writer, "1");
      ingestion.activate(id, "1");
      ingestion.fire(id, "1", "2");
      assertThat(writer.ask("{'type':'list'}").get("code").asString()).isEqualTo("forbidden");
    }
  }

  @Test
  void anotherCredentialOfTheAccountDecidesWhatASocketIsSent() {
    Account writer = account("\"subscriptions:write\"");
    String reading = key(writer.id(), ALL).get("key").asString();
    try (TestClient socket = signedIn(webserver, writer)) {
      long id = subscribe(socket, "1");
      ingestion.activate(id, "1");
      authenticate(socket, reading);
      ingestion.fire(id, "1", "2");
      assertThat(socket.skipTo("notification").get("subscription_id").asString())
          .isEqualTo("" + id);
      authenticate(socket, writer.key());
      try (TestClient reader = signedIn(webserver, new Account(writer.id(), reading))) {
        ingestion.fire(id, "1", "3");
        reader.skipTo("notification");
      }
      assertThat(socket.ask("{'type':'ping'}").get("type").asString()).isEqualTo("pong");
    }
  }

  private static void authenticate(TestClient socket, String key) {
    JsonNode answer = socket.ask("{'type':'authenticate','token':'" + key + "'}");
    assertThat(answer.get("type").asString()).as(answer.toString()).isEqualTo("authenticated");
  }

  @Test
  void aRevokedKeyClosesItsSockets() {
    Account account = account();
    try (TestClient one = signedIn(webserver, account);
        TestClient two = signedIn(other, account)) {
      String id = account.key().substring(3, 11);
      int status =
          HttpCaller.withKey(webserver.port(), ADMIN_KEY)
              .delete("/api/v1/accounts/" + account.id() + "/keys/" + id)
              .status();
      assertThat(status).isEqualTo(204);
      assertThat(one.closeCode()).isEqualTo(4401);
      assertThat(two.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void rejectsWrongTokensAndLateAuthentication() {
    Account account = account();
    try (TestClient client = webserver.client()) {
      assertThat(client.ask("{'type':'authenticate','token':'cp_x'}").get("code").asString())
          .isEqualTo("invalid_token");
      client.ask("{'type':'ping'}");
      assertThat(
              client
                  .ask("{'type':'authenticate','token':'" + account.key() + "'}")
                  .get("code")
                  .asString())
          .isEqualTo("invalid_message");
    }
  }

  @Test
  void theMachineItselfIsAccountLocal() {
    try (TestClient client = webserver.client()) {
      JsonNode answer = client.ask("{'type':'authenticate'}");
      assertThat(answer.get("account").get("name").asString()).isEqualTo("local");
      long id = subscribe(client, "10");
      client.cut();
      try (TestClient later = webserver.client()) {
        later.ask("{'type':'authenticate'}");
        assertThat(later.ask("{'type':'list'}").get("subscriptions").get(0).get("id").asString())
            .isEqualTo(Long.toString(id));
      }
    }
  }
}
