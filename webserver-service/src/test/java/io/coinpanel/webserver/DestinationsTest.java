package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.webserver.TestReceiver.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Which notifications a destination gets, when, and how. */
class DestinationsTest {

  private static TestWebserver webserver;

  private TestReceiver receiver;
  private TestAccount account;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone(TestDestination.SETTINGS);
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void add() {
    receiver = TestReceiver.start();
    account = TestDestination.account(webserver);
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private TestDestination webhook() {
    return TestDestination.webhook(webserver, account, receiver.url());
  }

  private TestDestination create(String fields) {
    return TestDestination.create(webserver, account, fields);
  }

  private long subscribe(String fields) {
    HttpCaller.Answer answer =
        account
            .at(webserver)
            .post("/api/v1/subscriptions", "{\"symbol\":\"btcusdt\"," + fields + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return Long.parseLong(answer.text("id"));
  }

  private String fire(long subscription) {
    return Long.toString(webserver.ingestion().fire(subscription, "1", "2"));
  }

  private void expire(String notification) {
    webserver
        .database()
        .sql("update notification set created_at = created_at - interval '2 hours' where id = ?")
        .param(Long.parseLong(notification))
        .update();
  }

  @Test
  void getsWhatNamesItAndWhatNamesNoneIfItIsADefault() {
    TestDestination byDefault = webhook();
    try (TestReceiver other = TestReceiver.start()) {
      TestDestination named =
          create("\"kind\":\"webhook\",\"default\":false,\"url\":\"" + other.url() + "\"");
      String toDefault = fire(subscribe("\"threshold\":\"1.5\""));
      String toNamed =
          fire(subscribe("\"threshold\":\"1.6\",\"destinations\":[\"" + named.id() + "\"]"));
      fire(subscribe("\"threshold\":\"1.7\",\"destinations\":[]"));
      String toBoth =
          fire(
              subscribe(
                  "\"threshold\":\"1.8\",\"destinations\":[\"%d\",\"%d\"]"
                      .formatted(named.id(), byDefault.id())));
      receiver.awaitCalls(2);
      other.awaitCalls(2);
      assertThat(receiver.ids()).containsExactly(toDefault, toBoth);
      assertThat(other.ids()).containsExactly(toNamed, toBoth);
    }
  }

  @Test
  void getsNothingFromBeforeAndWhatFiredBeforeItsSubscriptionWasUnsubscribed() {
    long subscription = subscribe("\"threshold\":\"1.5\"");
    fire(subscription);
    TestDestination webhook = webhook();
    receiver.answering(call -> Answer.of(503));
    String before = fire(subscription);
    webhook.awaitStatus("failing");
    account.at(webserver).delete("/api/v1/subscriptions/" + subscription);
    fire(subscription);
    receiver.answering(call -> Answer.of(200));
    webhook.hurryUntil(() -> receiver.calls().size() == 2);
    webhook.awaitStatus("ok");
    assertThat(receiver.ids()).containsExactly(before, before);
  }

  @Test
  void joinsWhatIsTooOldInOneSummary() {
    TestDestination webhook = webhook();
    webhook.change("\"max_age_seconds\":3600,\"enabled\":false");
    long subscription = subscribe("\"threshold\":\"1.5\"");
    String first = fire(subscription);
    String last = fire(subscription);
    String fresh = fire(subscription);
    expire(first);
    expire(last);
    webhook.change("\"enabled\":true");
    receiver.awaitCalls(2);
    assertThat(receiver.ids()).containsExactly("sum-" + last, fresh);
    JsonNode summary = receiver.calls().getFirst().json();
    assertThat(summary.path("type").asString()).isEqualTo("summary");
    assertThat(summary.path("data").path("count").asInt()).isEqualTo(2);
    assertThat(summary.path("data").path("first_id").asString()).isEqualTo(first);
    assertThat(summary.path("data").path("last_id").asString()).isEqualTo(last);
    assertThat(summary.path("data").path("newest").path("id").asString()).isEqualTo(last);
  }

  @Test
  void joinsWhatIsTooOldAlsoIfTheFirstWasTried() {
    TestDestination webhook = webhook();
    webhook.change("\"max_age_seconds\":3600");
    receiver.answering(call -> Answer.of(503));
    long subscription = subscribe("\"threshold\":\"1.5\"");
    String first = fire(subscription);
    webhook.awaitStatus("failing");
    String last = fire(subscription);
    expire(first);
    expire(last);
    receiver.answering(call -> Answer.of(200));
    webhook.hurryUntil(() -> receiver.calls().size() >= 2);
    webhook.awaitStatus("ok");
    assertThat(receiver.ids()).containsExactly(first, "sum-" + last);
    assertThat(receiver.calls().getLast().json().path("data").path("first_id").asString())
        .isEqualTo(first);
  }

  @Test
  void isSentAgainOnlyWhatIsForIt() {
    TestDestination webhook = webhook();
    String own = fire(subscribe("\"threshold\":\"1.5\""));
    String others = fire(subscribe("\"threshold\":\"1.6\",\"destinations\":[]"));
    String last = fire(subscribe("\"threshold\":\"1.7\""));
    receiver.awaitCalls(2);
    Eventually.passes(() -> assertThat(webhook.attempts()).hasSize(2));
    String range = "{\"first_id\":\"" + own + "\",\"last_id\":\"" + last + "\"}";
    webhook.caller().post(webhook.path() + "/redeliver", range);
    receiver.awaitCalls(4);
    assertThat(receiver.ids()).containsExactly(own, last, own, last);
    String other = "{\"notification_id\":\"" + others + "\"}";
    assertThat(webhook.caller().post(webhook.path() + "/redeliver", other).status()).isEqualTo(404);
  }

  @Test
  void isDeletedOnceByThoseWhoDeleteItAtOnce() {
    TestDestination webhook = webhook();
    List<Integer> statuses =
        IntStream.range(0, 10)
            .parallel()
            .map(_ -> webhook.caller().delete(webhook.path()).status())
            .sorted()
            .boxed()
            .toList();
    assertThat(statuses).hasSize(10).startsWith(204, 404).endsWith(404);
  }

  @Test
  void aSummaryStaysTheSameUntilItIsAccepted() {
    TestDestination webhook = webhook();
    webhook.change("\"max_age_seconds\":3600,\"enabled\":false");
    long subscription = subscribe("\"threshold\":\"1.5\"");
    String old = fire(subscription);
    expire(old);
    receiver.answering(call -> Answer.of(503));
    webhook.change("\"enabled\":true");
    webhook.awaitStatus("failing");
    String later = fire(subscription);
    expire(later);
    receiver.answering(call -> Answer.of(200));
    webhook.hurryUntil(() -> receiver.calls().size() >= 3);
    assertThat(receiver.ids().subList(0, 2)).containsExactly("sum-" + old, "sum-" + old);
    assertThat(receiver.calls().get(0).body()).isEqualTo(receiver.calls().get(1).body());
    assertThat(receiver.ids().get(2)).isEqualTo("sum-" + later);
  }

  @Test
  void isNotDisturbedInQuietHours() {
    TestDestination webhook = webhook();
    webhook.change("\"quiet_hours\":{\"time_zone\":\"UTC\",\"from\":\"00:00\",\"to\":\"23:59\"}");
    long subscription = subscribe("\"threshold\":\"1.5\"");
    String first = fire(subscription);
    String last = fire(subscription);
    Eventually.until(
        () ->
            webserver
                    .database()
                    .sql(
                        "select count(*) from scheduled_tasks"
                            + " where task_instance = ? and execution_time > now() and not picked")
                    .param(Long.toString(webhook.id()))
                    .query(Long.class)
                    .single()
                == 1);
    assertThat(receiver.calls()).isEmpty();
    webhook.change("\"quiet_hours\":null");
    webhook.hurryUntil(() -> receiver.calls().size() == 2);
    assertThat(receiver.ids()).containsExactly(first, last);
  }

  @Test
  void getsNothingMoreOnceItIsTurnedOffAndTheRestOnceItIsOnAgain() {
    TestDestination webhook = webhook();
    receiver.answering(
        call -> {
          if (receiver.calls().size() == 2) {
            webhook.change("\"enabled\":false");
          }
          return Answer.of(200);
        });
    webserver.ingestion().fireMany(subscribe("\"threshold\":\"1.5\""), 10);
    receiver.awaitCalls(3);
    awaitNoTasks();
    assertThat(receiver.calls()).hasSize(3);
    webhook.change("\"enabled\":true");
    receiver.awaitCalls(10);
    webhook.awaitStatus("ok");
    assertThat(receiver.ids()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void isTriedAtOnceAtAnotherAddress() {
    TestDestination webhook = webhook();
    receiver.answering(call -> Answer.of(503));
    String missed = fire(subscribe("\"threshold\":\"1.5\""));
    webhook.awaitStatus("failing");
    try (TestReceiver other = TestReceiver.start()) {
      webhook.change("\"url\":\"" + other.url() + "\"");
      other.awaitCalls(1);
      webhook.awaitStatus("ok");
      assertThat(other.ids()).containsExactly(missed);
    }
  }

  private static void awaitNoTasks() {
    Eventually.until(
        () ->
            webserver
                .database()
                .sql("select not exists (select from scheduled_tasks)")
                .query(Boolean.class)
                .single());
  }

  @Test
  void belongsToItsAccountAlone() {
    TestDestination webhook = webhook();
    HttpCaller stranger = TestDestination.account(webserver).at(webserver);
    for (HttpCaller.Answer answer :
        List.of(
            stranger.get(webhook.path()),
            stranger.patch(webhook.path(), "{\"name\":\"mine\"}"),
            stranger.delete(webhook.path()),
            stranger.post(webhook.path() + "/test", ""),
            stranger.post(webhook.path() + "/secret", ""),
            stranger.get(webhook.path() + "/deliveries"),
            stranger.post(webhook.path() + "/redeliver", "{\"notification_id\":\"1\"}"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.text("code")).isEqualTo("unknown_destination");
    }
    HttpCaller.Answer answer =
        stranger.post(
            "/api/v1/subscriptions",
            "{\"symbol\":\"btcusdt\",\"threshold\":\"9\",\"destinations\":[\""
                + webhook.id()
                + "\"]}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo("unknown_destination");
    assertThat(receiver.calls()).isEmpty();
  }

  @Test
  void needsItsScope() {
    HttpCaller caller = TestAccount.create(webserver).at(webserver);
    assertThat(caller.get("/api/v1/destinations").status()).isEqualTo(403);
  }

  @Test
  void subscriptionsForgetOneThatIsDeleted() {
    TestDestination webhook = webhook();
    long subscription =
        subscribe("\"threshold\":\"1.5\",\"destinations\":[\"" + webhook.id() + "\"]");
    assertThat(webhook.caller().delete(webhook.path()).status()).isEqualTo(204);
    assertThat(webhook.caller().get(webhook.path()).status()).isEqualTo(404);
    JsonNode left = account.at(webserver).get("/api/v1/subscriptions/" + subscription).json();
    assertThat(left.path("destinations").isEmpty()).isTrue();
    fire(subscription);
    awaitNoTasks();
    assertThat(receiver.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind | \"kind\":\"pigeon\",\"url\":\"https://example.org\"",
        "kind | \"url\":\"https://example.org\"",
        "kind | \"kind\":\"telegram\"",
        "kind | \"kind\":\"email\",\"address\":\"me@example.org\"",
        "url | \"kind\":\"webhook\"",
        "url | \"kind\":\"webhook\",\"url\":\"ftp://example.org\"",
        "url | \"kind\":\"webhook\",\"url\":\"https://user:secret@example.org\"",
        "token | \"kind\":\"webhook\",\"url\":\"https://example.org\",\"token\":\"x\"",
        "priority | \"kind\":\"ntfy\",\"url\":\"https://example.org/t\",\"priority\":6",
        "note_template | \"kind\":\"webhook\",\"url\":\"https://example.org\",\"note_template\":\"{{pric}}\"",
        "quiet_hours | \"kind\":\"webhook\",\"url\":\"https://example.org\",\"quiet_hours\":{\"time_zone\":\"Mars\",\"from\":\"22:00\",\"to\":\"07:00\"}",
        "quiet_hours | \"kind\":\"webhook\",\"url\":\"https://example.org\",\"quiet_hours\":{\"time_zone\":\"UTC\",\"from\":\"22:00\",\"to\":\"22:00\"}",
        "max_age_seconds | \"kind\":\"webhook\",\"url\":\"https://example.org\",\"max_age_seconds\":0",
      })
  void refusesWhatIsInvalidAndNamesTheField(String field, String fields) {
    HttpCaller.Answer answer =
        account.at(webserver).post("/api/v1/destinations", "{" + fields + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void peopleGetAText() {
    create(
        "\"kind\":\"ntfy\",\"priority\":4,\"token\":\"tk_secret\",\"url\":\"%s\""
            .formatted(receiver.url()));
    fire(subscribe("\"threshold\":\"1.5\",\"name\":\"Moon\""));
    TestReceiver.Call call = receiver.awaitCalls(1).getFirst();
    assertThat(call.header("title")).isEqualTo("BTCUSDT");
    assertThat(call.header("priority")).isEqualTo("4");
    assertThat(call.header("authorization")).isEqualTo("Bearer tk_secret");
    assertThat(call.body()).isEqualTo("BTCUSDT rose above 1.5: 2\nMoon");
  }

  @Test
  void aTokenIsNotSentToAnotherServer() {
    TestDestination topic =
        create(
            "\"kind\":\"ntfy\",\"token\":\"tk_secret\",\"url\":\"%s\"".formatted(receiver.url()));
    try (TestReceiver other = TestReceiver.start()) {
      topic.change("\"url\":\"" + other.url() + "\"");
      topic.caller().post(topic.path() + "/test", "");
      assertThat(other.awaitCalls(1).getFirst().header("authorization")).isEmpty();
    }
  }

  @Test
  void aTemplateThatIsEmptyOnceFilledInIsReplacedByTheUsualText() {
    create(
        "\"kind\":\"slack\",\"note_template\":\"{{note}}\",\"url\":\"%s\""
            .formatted(receiver.url()));
    fire(subscribe("\"threshold\":\"1.5\""));
    assertThat(receiver.awaitCalls(1).getFirst().json().path("text").asString())
        .isEqualTo("BTCUSDT rose above 1.5: 2");
  }

  @ParameterizedTest
  @CsvSource({"discord, content", "slack, text"})
  void aBurstForPeopleIsOneSummary(String kind, String field) {
    TestDestination chat = create("\"kind\":\"%s\",\"url\":\"%s\"".formatted(kind, receiver.url()));
    assertThat(chat.view().path("url").isNull()).isTrue();
    webserver.ingestion().fireMany(subscribe("\"threshold\":\"1.5\""), 37);
    TestReceiver.Call call = receiver.awaitCalls(1).getFirst();
    assertThat(call.json().path(field).asString())
        .isEqualTo("37 alerts in 1 s. The newest: BTCUSDT rose above 1.5: 2");
  }
}
