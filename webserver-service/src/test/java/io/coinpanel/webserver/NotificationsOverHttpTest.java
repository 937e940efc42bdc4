package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.ProtocolDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Stored notifications over HTTP. */
class NotificationsOverHttpTest {

  private static final String PATH = "/api/v1/notifications";

  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.max-commands-per-second=100000");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static List<String> fire(long subscription, int times) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      ids.add(Long.toString(webserver.ingestion().fire(subscription, "1", "2")));
    }
    return ids;
  }

  private static List<String> ids(JsonNode page) {
    return page.path("notifications")
        .valueStream()
        .map(notification -> notification.path("id").asString())
        .toList();
  }

  @Test
  void pagesForwardsFromTheOldestAndBackwardsFromTheNewest() {
    TestAccount account = TestAccount.create(webserver);
    HttpCaller caller = account.at(webserver);
    List<String> ids = fire(account.subscribe(webserver, "1.5"), 5);
    JsonNode first = caller.get(PATH + "?limit=2").json();
    assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
    first.path("notifications").forEach(ProtocolDocument::checkMessage);
    assertThat(first.path("next").asString()).isEqualTo(ids.get(1));
    JsonNode rest = caller.get(PATH + "?limit=3&after=" + ids.get(1)).json();
    assertThat(ids(rest)).isEqualTo(ids.subList(2, 5));
    assertThat(rest.path("next").isNull()).isTrue();
    JsonNode newest = caller.get(PATH + "?limit=2&before=" + Long.MAX_VALUE + "0").json();
    assertThat(ids(newest)).isEqualTo(ids.subList(3, 5).reversed());
    assertThat(newest.path("next").asString()).isEqualTo(ids.get(3));
    assertThat(ids(caller.get(PATH + "?before=" + ids.get(3)).json()))
        .isEqualTo(ids.subList(0, 3).reversed());
    assertThat(ids(caller.get(PATH + "?after=" + ids.get(0) + "&before=" + ids.get(3)).json()))
        .isEqualTo(ids.subList(1, 3));
  }

  @Test
  void findsThoseOfOneSubscriptionAmongManyOthers() {
    TestAccount account = TestAccount.create(webserver);
    long rare = account.subscribe(webserver, "1.5");
    long frequent = account.subscribe(webserver, "1.6");
    List<String> ids = new ArrayList<>(fire(rare, 1));
    webserver.ingestion().fireMany(frequent, 12_000);
    ids.addAll(fire(rare, 2));
    assertThat(all(account, "after=", "0", rare)).isEqualTo(ids);
    List<String> backwards = all(account, "before=", "999999999", rare);
    Collections.reverse(backwards);
    assertThat(backwards).isEqualTo(ids);
    assertThat(all(account, "after=", "0", frequent)).hasSize(12_000);
  }

  /** Follows {@code next} to the end. */
  private static List<String> all(
      TestAccount account, String direction, String from, long subscription) {
    List<String> ids = new ArrayList<>();
    String next = from.equals("0") ? "" : "&" + direction + from;
    while (next != null) {
      JsonNode page =
          account
              .at(webserver)
              .get(PATH + "?limit=1000&subscription_id=" + subscription + next)
              .json();
      ids.addAll(ids(page));
      JsonNode more = page.path("next");
      next = more.isNull() ? null : "&" + direction + more.asString();
    }
    return ids;
  }

  @Test
  void showsTheTermsOfTheRevisionThatFired() {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    fire(subscription, 1);
    account
        .at(webserver)
        .patch(
            "/api/v1/subscriptions/" + subscription, "{\"threshold\":\"1.75\",\"name\":\"later\"}");
    webserver
        .database()
        .sql(
            "insert into notification (subscription_id, owner_id, revision, trade_id, price,"
                + " previous_price, trade_time, created_at, source)"
                + " select id, owner_id, 2, 1, 2, 1, now(), now(), 'live'"
                + " from subscription where id = ?")
        .param(subscription)
        .update();
    JsonNode shown = account.at(webserver).get(PATH).json().path("notifications");
    assertThat(shown.get(0).path("threshold").asString()).isEqualTo("1.5");
    assertThat(shown.get(0).has("name")).isFalse();
    assertThat(shown.get(1).path("threshold").asString()).isEqualTo("1.75");
    assertThat(shown.get(1).path("name").asString()).isEqualTo("later");
    assertThat(shown.get(1).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void keepsTheHistoryOfWhatIsUnsubscribedButNotWhatFiredAfterwards() {
    TestAccount account = TestAccount.create(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    List<String> ids = fire(subscription, 1);
    account.at(webserver).delete("/api/v1/subscriptions/" + subscription);
    fire(subscription, 1);
    assertThat(ids(account.at(webserver).get(PATH).json())).isEqualTo(ids);
  }

  @Test
  void anExportHasThemAllOnce() {
    TestAccount account = TestAccount.create(webserver);
    webserver.ingestion().fireMany(account.subscribe(webserver, "1.5"), 1_001);
    JsonNode export = account.at(webserver).get("/api/v1/account/export").json();
    assertThat(export.path("notifications").findValuesAsString("id"))
        .hasSize(1_001)
        .doesNotHaveDuplicates();
    assertThat(export.path("notifications").findValuesAsString("level"))
        .hasSize(1_001)
        .containsOnly("1.5");
    assertThat(export.path("notifications").findValuesAsString("direction"))
        .hasSize(1_001)
        .containsOnly("up");
  }

  @Test
  void anExportHasEarlierRevisionsAndTextForIds() {
    TestAccount account = TestAccount.create(webserver);
    HttpCaller caller = account.at(webserver);
    long subscription = account.subscribe(webserver, "1.5");
    caller.patch(
        "/api/v1/subscriptions/" + subscription, "{\"threshold\":\"2\",\"destinations\":[]}");
    JsonNode exported = caller.get("/api/v1/account/export").json().at("/subscriptions/0");
    assertThat(exported.path("id").asString()).isEqualTo("" + subscription);
    assertThat(exported.path("threshold").asString()).isEqualTo("2");
    assertThat(exported.path("destinations").isEmpty()).isTrue();
    assertThat(exported.at("/earlier_revisions/0/threshold").asString()).isEqualTo("1.5");
    assertThat(exported.at("/earlier_revisions/0/revision").asInt()).isEqualTo(1);
  }

  @Test
  void showsNothingOfOthers() {
    TestAccount owner = TestAccount.create(webserver);
    long subscription = owner.subscribe(webserver, "1.5");
    fire(subscription, 1);
    HttpCaller stranger = TestAccount.create(webserver).at(webserver);
    assertThat(ids(stranger.get(PATH).json())).isEmpty();
    HttpCaller.Answer answer = stranger.get(PATH + "?subscription_id=" + subscription);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("code")).isEqualTo("unknown_subscription");
  }

  @Test
  void refusesParametersThatAreNone() {
    HttpCaller caller = TestAccount.create(webserver).at(webserver);
    for (String parameter : List.of("after", "before", "limit", "subscription_id")) {
      HttpCaller.Answer answer = caller.get(PATH + "?" + parameter + "=x");
      assertThat(answer.status()).as(parameter).isEqualTo(400);
      assertThat(answer.text("field")).isEqualTo(parameter);
    }
  }
}
