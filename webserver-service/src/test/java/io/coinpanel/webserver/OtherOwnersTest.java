package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a socket can do with ids of another owner: nothing, as if they were unknown. */
class OtherOwnersTest {

  private static TestWebserver webserver;
  private long subscription;
  private long notification;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.max-commands-per-second=100000");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void somebodyHasAnAlertThatFired() {
    subscription = TestAccount.create(webserver).subscribe(webserver, "1.5");
    notification = webserver.ingestion().fire(subscription, "1", "2");
  }

  enum Stranger {
    ANONYMOUS,
    ACCOUNT
  }

  /** With a subscription of its own, so that it may have others for all that its socket knows. */
  private static TestClient connect(Stranger stranger) {
    TestClient client = webserver.client();
    if (stranger == Stranger.ACCOUNT) {
      signIn(client);
    }
    client.ask("{'symbol':'btcusdt','threshold':'7'}");
    return client;
  }

  private static void signIn(TestClient client) {
    String key = TestAccount.create(webserver).key();
    client.ask("{'type':'authenticate','token':'" + key + "'}");
  }

  private List<String> stored() {
    return webserver
        .database()
        .sql("select s::text from subscription s where id = ?")
        .param(subscription)
        .query((row, number) -> row.getString(1))
        .list();
  }

  @ParameterizedTest
  @EnumSource(Stranger.class)
  void itsSubscriptionsCannotBeChanged(Stranger stranger) {
    List<String> before = stored();
    try (TestClient client = connect(stranger)) {
      for (String command :
          new String[] {
            "'type':'update','subscription_id':'%d','threshold':'9'",
            "'type':'update','subscription_id':'%d','enabled':false",
            "'type':'update','subscription_ids':['%d'],'name':'mine'",
            "'type':'unsubscribe','subscription_id':'%d'",
            "'type':'unsubscribe','subscription_ids':['%d','123456789']"
          }) {
        assertThat(
                client.ask("{" + command.formatted(subscription) + "}").path("code").asString(""))
            .as(command)
            .isEqualTo("unknown_subscription");
      }
      client.expectNothing();
    }
    assertThat(stored()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Stranger.class)
  void itsSubscriptionsAndNotificationsAreNotSeen(Stranger stranger) {
    try (TestClient client = connect(stranger)) {
      assertThat(client.ask("{'type':'list'}").get("subscriptions")).hasSize(1);
      assertThat(client.ask("{'type':'stats'}").get("notifications").get("last_day").asInt())
          .isZero();
      webserver.ingestion().fire(subscription, "1", "2");
      client.expectNothing();
    }
  }

  @Test
  void nobodyResumesAfterANotificationOfAnotherAccount() {
    try (TestClient client = webserver.client()) {
      signIn(client);
      assertThat(resume(client, notification)).isEqualTo("invalid_message");
    }
  }

  @Test
  void aTokenOfAConnectionIsNotForAccounts() {
    try (TestClient anonymous = connect(Stranger.ANONYMOUS);
        TestClient client = webserver.client()) {
      signIn(client);
      assertThat(
              client
                  .ask("{'type':'resume','token':'" + anonymous.token() + "'}")
                  .path("code")
                  .asString(""))
          .isEqualTo("invalid_message");
      anonymous.expectNothing();
    }
  }

  private static String resume(TestClient client, long notification) {
    return client
        .ask("{'type':'resume','last_notification_id':'" + notification + "'}")
        .path("code")
        .asString("");
  }

  /** A key of two accounts is two keys. */
  @Test
  void anIdempotencyKeyIsOfOneAccount() {
    String path = "/api/v1/subscriptions";
    String terms = "{\"symbol\":\"btcusdt\",\"threshold\":\"3\"}";
    HttpCaller one = TestAccount.create(webserver).at(webserver).with("Idempotency-Key", "k");
    HttpCaller two = TestAccount.create(webserver).at(webserver).with("Idempotency-Key", "k");
    String first = one.post(path, terms).text("id");
    assertThat(two.post(path, terms).text("id")).isNotEmpty().isNotEqualTo(first);
    assertThat(one.post(path, terms).text("id")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscriptions/%s", "notifications?subscription_id=%s"})
  void idsOfOthersAreUnknownOverHttp(String path) {
    HttpCaller stranger = TestAccount.create(webserver).at(webserver);
    HttpCaller.Answer foreign = stranger.get("/api/v1/" + path.formatted(subscription));
    HttpCaller.Answer unknown = stranger.get("/api/v1/" + path.formatted("123456789"));
    assertThat(foreign.status()).isEqualTo(unknown.status());
    assertThat(foreign.body()).isEqualTo(unknown.body());
  }
}
