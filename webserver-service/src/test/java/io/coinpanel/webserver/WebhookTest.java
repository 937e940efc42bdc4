package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.ProtocolDocument;
import io.coinpanel.webserver.TestReceiver.Answer;
import io.coinpanel.webserver.TestReceiver.Call;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks: what they get, and what follows from what they answer. */
class WebhookTest {

  private static TestWebserver webserver;

  private TestReceiver receiver;
  private TestAccount account;
  private TestDestination webhook;
  private long subscription;

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
    subscription = account.subscribe(webserver, "1.5");
    webhook = TestDestination.webhook(webserver, account, receiver.url());
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private String fire() {
    return Long.toString(webserver.ingestion().fire(subscription, "1", "2"));
  }

  private static void assertSigned(Call call, String... secrets) {
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of(call.id()),
            "webhook-timestamp", List.of(call.header("webhook-timestamp")),
            "webhook-signature", List.of(call.header("webhook-signature")));
    for (String secret : secrets) {
      assertThatCode(() -> new Webhook(secret).verify(call.body(), headers))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void getsANotificationThatItCanVerify() {
    String id = fire();
    Call call = receiver.awaitCalls(1).getFirst();
    assertThat(call.id()).isEqualTo(id);
    assertThat(call.path()).isEqualTo("/alerts");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertThat(call.json().path("type").asString()).isEqualTo("notification");
    assertThat(call.json().path("timestamp").asString()).isNotEmpty();
    ProtocolDocument.checkMessage(call.json().path("data"));
    assertThat(call.json().path("data").path("id").asString()).isEqualTo(id);
    assertSigned(call, webhook.secret());
    Eventually.passes(() -> assertThat(webhook.attempts()).containsExactly(id + " 1 accepted"));
    assertThat(webhook.view().path("status").asString()).isEqualTo("ok");
  }

  @Test
  void getsABurstInOrderAndEachOnce() {
    webserver.ingestion().fireMany(subscription, 300);
    String last = fire();
    receiver.awaitCalls(301);
    assertThat(receiver.ids()).doesNotHaveDuplicates().last().isEqualTo(last);
    assertThat(receiver.ids().stream().map(Long::valueOf).toList()).isSorted();
    Eventually.passes(() -> assertThat(webhook.attempts()).hasSize(301));
  }

  @Test
  void getsTheSameMessageAgainUntilItAccepts() {
    receiver.answering(call -> Answer.of(receiver.calls().size() < 2 ? 503 : 200));
    String id = fire();
    webhook.awaitStatus("failing");
    assertThat(webhook.view().path("status_reason").asString()).isEqualTo("HTTP status 503");
    assertThat(webhook.view().path("next_attempt_at").isNull()).isFalse();
    webhook.hurryUntil(() -> receiver.calls().size() == 3);
    webhook.awaitStatus("ok");
    assertThat(receiver.ids()).containsExactly(id, id, id);
    assertThat(receiver.calls())
        .extracting(Call::body)
        .containsOnly(receiver.calls().get(0).body());
    assertThat(webhook.attempts())
        .containsExactly(id + " 1 failed", id + " 2 failed", id + " 3 accepted");
  }

  @Test
  void goesOnAfterAMessageThatItRefusedThreeTimes() {
    receiver.answering(
        call -> Answer.of(receiver.ids().stream().allMatch(call.id()::equals) ? 422 : 200));
    String bad = fire();
    String next = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(next));
    Eventually.passes(
        () ->
            assertThat(webhook.attempts())
                .containsExactly(
                    bad + " 1 refused",
                    bad + " 2 refused",
                    bad + " 3 failed",
                    next + " 1 accepted"));
    webhook.awaitStatus("ok");
  }

  @Test
  void goesOnAfterAMessageThatFailsWhereTheNextIsAccepted() {
    receiver.answering(
        call -> Answer.of(receiver.ids().stream().allMatch(call.id()::equals) ? 500 : 200));
    String stuck = fire();
    receiver.awaitCalls(1);
    String next = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(next));
    webhook.awaitStatus("ok");
    assertThat(receiver.ids().stream().filter(stuck::equals)).hasSize(6);
    Eventually.passes(
        () ->
            assertThat(webhook.attempts())
                .endsWith(stuck + " 5 failed", stuck + " 6 failed", next + " 1 accepted"));
  }

  @Test
  void isDisabledOnceItSaysThatItIsGoneAndGoesOnWhenItIsEnabledAgain() {
    receiver.answering(call -> Answer.of(410));
    String missed = fire();
    webhook.awaitStatus("disabled");
    assertThat(webhook.view().path("enabled").asBoolean()).isFalse();
    assertThat(webhook.view().path("status_reason").asString()).contains("410");
    String later = fire();
    receiver.answering(call -> Answer.of(200));
    webhook.change("\"enabled\":true");
    receiver.awaitCalls(3);
    assertThat(receiver.ids()).containsExactly(missed, missed, later);
    webhook.awaitStatus("ok");
  }

  @Test
  void doesNotFollowRedirects() {
    try (TestReceiver other = TestReceiver.start()) {
      receiver.answering(call -> new Answer(307, Map.of("Location", other.url()), ""));
      fire();
      webhook.awaitStatus("failing");
      assertThat(webhook.view().path("status_reason").asString()).isEqualTo("HTTP status 307");
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    receiver.answering(call -> new Answer(429, Map.of("Retry-After", "3600"), "slow down"));
    fire();
    webhook.awaitStatus("failing");
    assertThat(webhook.view().path("next_attempt_at").asString())
        .isGreaterThan(java.time.Instant.now().plusSeconds(3_500).toString());
  }

  @Test
  void bothSecretsSignAfterARotation() {
    String secret = webhook.caller().post(webhook.path() + "/secret", "").text("secret");
    assertThat(secret).startsWith("whsec_").isNotEqualTo(webhook.secret());
    fire();
    assertSigned(receiver.awaitCalls(1).getFirst(), secret, webhook.secret());
  }

  @Test
  void bothSecretsOfSimultaneousRotationsSign() {
    String[] secrets =
        IntStream.range(0, 2)
            .parallel()
            .mapToObj(_ -> webhook.caller().post(webhook.path() + "/secret", "").text("secret"))
            .toArray(String[]::new);
    fire();
    assertSigned(receiver.awaitCalls(1).getFirst(), secrets);
  }

  @Test
  void sendsATemplateAsItsBody() {
    webhook.change(
        "\"note_template\":\"{\\\"ticker\\\":\\\"{{symbol}}\\\",\\\"at\\\":{{price}}}\"");
    fire();
    Call call = receiver.awaitCalls(1).getFirst();
    assertThat(call.body()).isEqualTo("{\"ticker\":\"btcusdt\",\"at\":2}");
    assertThat(call.header("content-type")).isEqualTo("application/json");
    assertSigned(call, webhook.secret());
  }

  @Test
  void sendsOnceMoreWhatAPersonAsksFor() {
    List<String> ids = List.of(fire(), fire(), fire());
    receiver.awaitCalls(3);
    Eventually.passes(() -> assertThat(webhook.attempts()).hasSize(3));
    String range = "{\"first_id\":\"" + ids.get(1) + "\",\"last_id\":\"" + ids.get(2) + "\"}";
    assertThat(webhook.caller().post(webhook.path() + "/redeliver", range).status()).isEqualTo(202);
    receiver.awaitCalls(5);
    assertThat(receiver.ids().subList(3, 5)).isEqualTo(ids.subList(1, 3));
    fire();
    receiver.awaitCalls(6);
    String unknown = "{\"notification_id\":\"999999999\"}";
    assertThat(webhook.caller().post(webhook.path() + "/redeliver", unknown).text("code"))
        .isEqualTo("not_found");
    String reversed = "{\"first_id\":\"" + ids.get(2) + "\",\"last_id\":\"" + ids.get(1) + "\"}";
    assertThat(webhook.caller().post(webhook.path() + "/redeliver", reversed).text("field"))
        .isEqualTo("last_id");
  }

  @Test
  void sendsOnceMoreAtOnceAlsoWhatIsAskedForDuringAnAttempt() {
    String accepted = fire();
    receiver.awaitCalls(1);
    Eventually.passes(() -> assertThat(webhook.attempts()).hasSize(1));
    receiver.answering(
        call -> {
          if (call.id().equals(accepted)) {
            return Answer.of(200);
          }
          webhook
              .caller()
              .post(webhook.path() + "/redeliver", "{\"notification_id\":\"" + accepted + "\"}");
          return new Answer(503, Map.of("Retry-After", "3600"), "");
        });
    String failing = fire();
    receiver.awaitCalls(3);
    assertThat(receiver.ids().subList(0, 3)).containsExactly(accepted, failing, accepted);
  }

  @Test
  void aRedeliveryThatFailsDoesNotBlockTheRest() {
    String bad = fire();
    receiver.awaitCalls(1);
    Eventually.passes(() -> assertThat(webhook.attempts()).hasSize(1));
    receiver.answering(call -> Answer.of(call.id().equals(bad) ? 500 : 200));
    webhook.caller().post(webhook.path() + "/redeliver", "{\"notification_id\":\"" + bad + "\"}");
    receiver.awaitCalls(2);
    String next = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(next));
    assertThat(receiver.ids()).containsExactly(bad, bad, bad, bad, next);
    webhook.awaitStatus("ok");
  }

  @Test
  void canBeTurnedOffAndGivenAnotherSecretWhereItsSecretCannotBeRead() {
    webserver
        .database()
        .sql("update destination set secrets = 'of another key' where id = ?")
        .param(webhook.id())
        .update();
    fire();
    webhook.awaitStatus("failing");
    assertThat(webhook.view().path("status_reason").asString()).contains("COINPANEL_SECRET_KEY");
    webhook.change("\"enabled\":false");
    webhook.change("\"enabled\":true");
    String secret = webhook.caller().post(webhook.path() + "/secret", "").text("secret");
    webhook.hurryUntil(() -> !receiver.calls().isEmpty());
    assertSigned(receiver.calls().getFirst(), secret);
  }

  @Test
  void isSentATestWhetherOrNotThereAreNotifications() {
    HttpCaller.Answer answer = webhook.caller().post(webhook.path() + "/test", "");
    assertThat(answer.text("outcome")).isEqualTo("accepted");
    assertThat(receiver.calls().getFirst().json().path("type").asString()).isEqualTo("test");
    receiver.answering(call -> Answer.of(500));
    answer = webhook.caller().post(webhook.path() + "/test", "");
    assertThat(answer.text("outcome")).isEqualTo("failed");
    assertThat(answer.text("error")).isEqualTo("HTTP status 500");
  }

  @Test
  void isDisabledOnceItSaysToATestThatItIsGone() {
    receiver.answering(call -> Answer.of(410));
    HttpCaller.Answer answer = webhook.caller().post(webhook.path() + "/test", "");
    assertThat(answer.text("error")).contains("gone (410)");
    assertThat(webhook.view().path("status").asString()).isEqualTo("disabled");
  }

  @Test
  void keepsItsSecretsFromEverybody() {
    assertThat(webhook.view().toString()).doesNotContain(webhook.secret()).doesNotContain("whsec");
    String stored =
        webserver
            .database()
            .sql("select encode(secrets, 'escape') from destination where id = ?")
            .param(webhook.id())
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain("whsec");
  }
}
