package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.ProtocolDocument;
import io.coinpanel.webserver.TestReceiver.Answer;
import io.coinpanel.webserver.TestReceiver.Call;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What destinations are sent beside notifications. */
class NoticesTest {

  private static TestWebserver webserver;
  private static JdbcClient rows;

  private final TestReceiver receiver = TestReceiver.start();
  private final TestReceiver other = TestReceiver.start();
  private TestAccount account;
  private long subscription;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone(TestDestination.SETTINGS);
    rows = webserver.database();
    webserver.ingestion().listSymbol("ethusdt", "ETH", "USDT", true);
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void add() {
    account = TestDestination.account(webserver);
    subscription = account.subscribe(webserver, "1.5");
  }

  @AfterEach
  void forget() {
    rows.sql("delete from destination").update();
    rows.sql("delete from symbol_feed").update();
    rows.sql("delete from blind_symbol").update();
    rows.sql("update leadership set whole_until = now() + interval '1 hour'").update();
    receiver.close();
    other.close();
  }

  private TestDestination webhook(String url, String fields) {
    return TestDestination.create(
        webserver, account, "\"kind\":\"webhook\",\"url\":\"" + url + "\"" + fields);
  }

  private String fire() {
    return Long.toString(webserver.ingestion().fire(subscription, "1", "2"));
  }

  private static List<String> types(TestReceiver of) {
    return of.calls().stream().map(call -> call.json().path("type").asString()).toList();
  }

  private void blind(String symbol) {
    rows.sql(
            "insert into symbol_feed (symbol, state, since) values (?, 'stale', now() -"
                + " interval '70 seconds')")
        .param(symbol)
        .update();
  }

  @Test
  void saysOnceThatAlertsAreBlindAndOnceThatTheySeeAgain() {
    webhook(receiver.url(), "");
    webhook(other.url(), ",\"feed_events\":false");
    blind("ethusdt");
    blind("btcusdt");
    Call stale = receiver.awaitCalls(1).getFirst();
    assertThat(stale.id()).startsWith("notice-");
    assertThat(stale.json().path("type").asString()).isEqualTo("feed");
    ProtocolDocument.checkMessage(stale.json().path("data"));
    assertThat(stale.json().path("data").path("symbol").asString()).isEqualTo("btcusdt");
    assertThat(stale.json().path("data").path("state").asString()).isEqualTo("stale");
    rows.sql("update symbol_feed set state = 'ok', found = 12, missing = 3").update();
    JsonNode again = receiver.awaitCalls(2).getLast().json().path("data");
    assertThat(again.path("state").asString()).isEqualTo("ok");
    assertThat(again.path("found_trades").asInt()).isEqualTo(12);
    assertThat(again.path("missing_trades").asInt()).isEqualTo(3);
    String notification = fire();
    receiver.awaitCalls(3);
    other.awaitCalls(1);
    assertThat(types(receiver)).containsExactly("feed", "feed", "notification");
    assertThat(other.ids()).containsExactly(notification);
    Eventually.until(() -> count("notice") == 0 && count("blind_symbol") == 0);
  }

  private long count(String table) {
    return rows.sql("select count(*) from " + table).query(Long.class).single();
  }

  @Test
  void peopleGetOneMessageForAllSymbolsWhereIngestionIsAway() {
    account
        .at(webserver)
        .post("/api/v1/subscriptions", "{\"symbol\":\"ethusdt\",\"threshold\":\"5\"}");
    TestDestination.create(
        webserver, account, "\"kind\":\"ntfy\",\"url\":\"" + receiver.url() + "\"");
    rows.sql("update leadership set whole_until = now() - interval '61 seconds'").update();
    assertThat(receiver.awaitCalls(1).getFirst().body())
        .contains("BTCUSDT: no trades received since ", "ETHUSDT: ");
  }

  @Test
  void whoSubscribesDuringAnOutageIsToldOfIt() {
    webhook(receiver.url(), "");
    blind("ethusdt");
    Eventually.until(() -> count("blind_symbol") == 1);
    account
        .at(webserver)
        .post("/api/v1/subscriptions", "{\"symbol\":\"ethusdt\",\"threshold\":\"5\"}");
    JsonNode stale = receiver.awaitCalls(1).getFirst().json().path("data");
    assertThat(stale.path("symbol").asString()).isEqualTo("ethusdt");
    assertThat(stale.path("state").asString()).isEqualTo("stale");
    rows.sql("update symbol_feed set state = 'ok', found = 0, missing = 0").update();
    receiver.awaitCalls(2);
    Eventually.until(() -> count("blind_destination") == 0);
  }

  @Test
  void whoComesAfterAnOutageIsNotToldThatItIsOver() {
    blind("btcusdt");
    Eventually.until(() -> count("blind_symbol") == 1);
    rows.sql("update symbol_feed set state = 'ok', found = 0, missing = 0").update();
    Eventually.until(() -> count("blind_symbol") == 0);
    webhook(receiver.url(), "");
    String notification = fire();
    receiver.awaitCalls(1);
    assertThat(receiver.ids()).containsExactly(notification);
  }

  @Test
  void aBlindDestinationThatIsAwayGetsOnlyTheLatestOfASymbol() {
    TestDestination webhook = webhook(receiver.url(), "");
    receiver.answering(call -> Answer.of(503));
    blind("btcusdt");
    webhook.awaitStatus("failing");
    rows.sql("update symbol_feed set state = 'ok', found = 0, missing = 0").update();
    Eventually.until(() -> count("blind_symbol") == 0);
    receiver.answering(call -> Answer.of(200));
    webhook.hurryUntil(() -> count("notice") == 0);
    Call last = receiver.calls().getLast();
    assertThat(last.json().path("data").path("state").asString()).isEqualTo("ok");
    assertThat(last.id()).isNotEqualTo(receiver.calls().getFirst().id());
  }

  @Test
  void aNoticeThatIsNeverAcceptedHoldsUpNoNotification() {
    TestDestination webhook = webhook(receiver.url(), "");
    receiver.answering(call -> Answer.of(call.id().startsWith("notice-") ? 500 : 200));
    blind("btcusdt");
    receiver.awaitCalls(1);
    String notification = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(notification));
    webhook.hurryUntil(() -> count("notice") == 0);
    assertThat(receiver.ids().stream().filter(id -> id.startsWith("notice-"))).hasSize(6);
    String next = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(next));
    webhook.awaitStatus("ok");
  }

  @Test
  void aReceiverThatAcceptsNoNoticeIsFailingUntilItAcceptsSomething() {
    TestDestination webhook = webhook(receiver.url(), "");
    receiver.answering(call -> Answer.of(500));
    blind("btcusdt");
    webhook.hurryUntil(() -> receiver.calls().size() == 6 && count("notice") == 0);
    Eventually.until(() -> count("scheduled_tasks") == 0);
    assertThat(webhook.view().path("status").asString()).isEqualTo("failing");
    receiver.answering(call -> Answer.of(200));
    String notification = fire();
    webhook.hurryUntil(() -> receiver.ids().contains(notification));
    webhook.awaitStatus("ok");
  }

  @Test
  void theOthersAreToldWhenOneIsDisabled() {
    webhook(receiver.url(), ",\"name\":\"Bot\"");
    webhook(other.url(), "");
    receiver.answering(call -> Answer.of(410));
    fire();
    other.awaitCalls(2);
    JsonNode told = other.calls().getLast().json();
    assertThat(told.path("type").asString()).isEqualTo("destination_disabled");
    assertThat(told.path("data").path("name").asString()).isEqualTo("Bot");
    assertThat(told.path("data").path("reason").asString()).contains("410");
  }

  @Test
  void aHeartbeatSaysDailyThatAllIsWell() {
    TestDestination webhook =
        webhook(
            receiver.url(), ",\"heartbeat\":{\"time_zone\":\"Europe/London\",\"daily\":\"08:30\"}");
    TestDestination.create(
        webserver,
        account,
        "\"kind\":\"ntfy\",\"heartbeat\":{\"time_zone\":\"UTC\",\"daily\":\"08:30\"},\"url\":\""
            + other.url()
            + "\"");
    assertThat(webhook.view().path("heartbeat").path("daily").asString()).isEqualTo("08:30");
    rows.sql("update destination set heartbeat_due = now() - interval '1 minute'").update();
    JsonNode beat = receiver.awaitCalls(1).getFirst().json();
    assertThat(beat.path("type").asString()).isEqualTo("heartbeat");
    assertThat(beat.at("/data/message").asString()).startsWith("Watching ");
    assertThat(beat.path("data").path("subscriptions").asInt()).isEqualTo(1);
    assertThat(beat.path("data").path("blind").size()).isZero();
    assertThat(other.awaitCalls(1).getFirst().body()).contains("Watching 1 alert, all well");
    assertThat(
            rows.sql(
                    "select heartbeat_due > now() and heartbeat_due <= now() + interval '25 hours'"
                        + " and (heartbeat_due at time zone heartbeat_zone)::time = '08:30'"
                        + " from destination where kind = 'webhook'")
                .query(Boolean.class)
                .single())
        .isTrue();
    webhook.change("\"heartbeat\":null");
    assertThat(webhook.view().path("heartbeat").isNull()).isTrue();
  }

  @Test
  void whatRetentionTookIsToldWhereNothingElseIsLeft() {
    TestDestination webhook = webhook(receiver.url(), "");
    webhook.change("\"enabled\":false");
    long dropped = Long.parseLong(fire());
    rows.sql("delete from notification").update();
    rows.sql(
            "update owner set dropped_id = ? where id = (select owner_id from subscription where id = ?)")
        .params(dropped, subscription)
        .update();
    webhook.change("\"enabled\":true");
    String later = fire();
    receiver.awaitCalls(2);
    assertThat(types(receiver)).containsExactly("dropped", "notification");
    assertThat(receiver.calls().getFirst().json().path("data").path("last_id").asString())
        .isEqualTo(Long.toString(dropped));
    assertThat(receiver.ids().getLast()).isEqualTo(later);
  }

  @Test
  void refusesHeartbeatsThatAreNone() {
    for (String heartbeat :
        List.of("{\"time_zone\":\"Mars\",\"daily\":\"08:30\"}", "{\"time_zone\":\"UTC\"}")) {
      assertThat(
              account
                  .at(webserver)
                  .post(
                      "/api/v1/destinations",
                      "{\"kind\":\"webhook\",\"url\":\"https://example.org/\",\"heartbeat\":"
                          + heartbeat
                          + "}")
                  .status())
          .isEqualTo(422);
    }
  }
}
