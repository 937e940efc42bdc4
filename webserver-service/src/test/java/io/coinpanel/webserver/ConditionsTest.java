package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.TestClient;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every condition over WebSocket and HTTP: stored, edited, shown, and notified in words. */
class ConditionsTest {

  private static final String PATH = "/api/v1/subscriptions";
  private static final JsonMapper JSON = new JsonMapper();

  /** The parameters of one of each, as they are shown. */
  static final List<String> CONDITIONS =
      List.of(
          "'condition':'above','threshold':'65000','rearm':'64500'",
          "'condition':'above','threshold':'65000','rearm':'64500','bar':'1h'",
          "'condition':'below','threshold':'65000','hold_seconds':60",
          "'condition':'cross','threshold':'65000','bar':'15m'",
          "'condition':'enter','lower':'64000','upper':'65000'",
          "'condition':'enter','lower':'64000','upper':'65000','hold_seconds':1",
          "'condition':'leave','lower':'64000','upper':'65000','bar':'1d'",
          "'condition':'rise','percent':'2.5','within_seconds':300",
          "'condition':'rise','percent':'1000'",
          "'condition':'fall','percent':'7','from':'70000'",
          "'condition':'move','percent':'0.0001','within_seconds':86400",
          "'condition':'step','amount':'1000'",
          "'condition':'step','percent':'5'");

  private static TestWebserver webserver;
  private static FakeIngestion ingestion;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.max-commands-per-second=100000");
    ingestion = webserver.ingestion();
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static String subscribe(String parameters) {
    return "{'type':'subscribe','symbol':'btcusdt'," + parameters + "}";
  }

  private static String body(String parameters) {
    return ("{'symbol':'btcusdt'," + parameters + "}").replace('\'', '"');
  }

  private static String id(JsonNode subscribed) {
    assertThat(subscribed.path("type").asString()).as(subscribed.toString()).endsWith("ed");
    return subscribed.path("subscription").path("id").asString();
  }

  private static HttpCaller account() {
    return TestAccount.create(webserver).at(webserver);
  }

  @ParameterizedTest
  @FieldSource("CONDITIONS")
  void storesAndShowsExactlyItsParameters(String parameters) {
    JsonNode wanted = JSON.readTree(("{" + parameters + "}").replace('\'', '"'));
    try (TestClient client = webserver.client()) {
      JsonNode subscription = client.ask(subscribe(parameters)).path("subscription");
      assertThat(parametersOf(subscription)).isEqualTo(wanted);
      JsonNode again = client.ask(subscribe(parameters));
      assertThat(again.path("created").asBoolean(true)).isFalse();
      assertThat(client.ask("{'type':'list'}").path("subscriptions").get(0))
          .isEqualTo(subscription);
    }
    HttpCaller account = account();
    HttpCaller.Answer created = account.post(PATH, body(parameters));
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(parametersOf(created.json())).isEqualTo(wanted);
    assertThat(account.post(PATH, body(parameters)).status()).isEqualTo(200);
    HttpCaller other = account();
    String csv = account.with("Accept", "text/csv").get(PATH + "/export").body();
    other.with("Content-Type", "text/csv").post(PATH + "/import", csv);
    assertThat(other.get(PATH + "/export").json()).isEqualTo(account.get(PATH + "/export").json());
  }

  private static JsonNode parametersOf(JsonNode subscription) {
    var shown = JSON.createObjectNode();
    Stream.of(
            "condition",
            "threshold",
            "lower",
            "upper",
            "percent",
            "amount",
            "within_seconds",
            "from",
            "rearm",
            "hold_seconds",
            "bar")
        .filter(subscription::has)
        .forEach(name -> shown.set(name, subscription.get(name)));
    return shown;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'condition':'enter','lower':'5'|invalid_threshold|upper",
        "'condition':'enter','lower':'6','upper':'5'|invalid_message|lower",
        "'condition':'enter','threshold':'5'|invalid_message|threshold",
        "'condition':'above','threshold':'5','rearm':'6'|invalid_message|rearm",
        "'condition':'above','threshold':'5','rearm':'0'|invalid_threshold|rearm",
        "'threshold':'5','rearm':'5','hold_seconds':60|invalid_message|hold_seconds",
        "'threshold':'5','bar':'1h','hold_seconds':60|invalid_message|bar",
        "'threshold':'5','bar':'2h'|invalid_message|bar",
        "'condition':'cross','threshold':'5','hold_seconds':60|invalid_message|hold_seconds",
        "'condition':'rise'|invalid_message|percent",
        "'condition':'rise','percent':'1000.1'|invalid_message|percent",
        "'condition':'fall','percent':100|invalid_message|percent",
        "'condition':'rise','percent':1,'from':'5','within_seconds':9|invalid_message|from",
        "'condition':'rise','percent':1,'within_seconds':'9'|invalid_message|within_seconds",
        "'condition':'step'|invalid_threshold|amount",
        "'condition':'step','amount':'5','percent':1|invalid_message|percent",
        "'condition':'step','amount':'5','bar':'1h'|invalid_message|bar",
      })
  void refusesTheSameOnBothWays(String parameters, String code, String field) {
    try (TestClient client = webserver.client()) {
      JsonNode error = client.askAnything(subscribe(parameters));
      assertThat(error.path("code").asString()).as(error.toString()).isEqualTo(code);
      HttpCaller.Answer answer = account().post(PATH, body(parameters));
      assertThat(answer.text("code")).as(answer.body()).isEqualTo(code);
      assertThat(answer.text("field")).isEqualTo(field);
      assertThat(answer.text("detail"))
          .isEqualTo(error.path("message").asString())
          .startsWith(field + " ");
    }
  }

  @Test
  void anUnknownParameterIsIgnoredAndNamed() {
    try (TestClient client = webserver.client()) {
      JsonNode subscribed =
          client.askAnything(subscribe("'condition':'rise','percent':'5','within':60"));
      assertThat(subscribed.path("ignored").toString()).isEqualTo("[\"within\"]");
    }
  }

  @Test
  void anEditOfAParameterMakesANewBaselineAndAnEqualOneNone() {
    try (TestClient client = webserver.client()) {
      String id = id(client.ask(subscribe("'condition':'fall','percent':'7','from':'70000'")));
      String update = "{'type':'update','subscription_id':'" + id + "',";
      ingestion.activate(Long.parseLong(id), "71000");
      client.skipTo("active");
      JsonNode same = client.ask(update + "'percent':7.0,'from':'70000'}").path("subscription");
      assertThat(same.path("status").asString()).isEqualTo("active");
      assertThat(same.path("revision").asInt()).isEqualTo(2);
      JsonNode edited = client.ask(update + "'from':null,'within_seconds':60}");
      assertThat(parametersOf(edited.path("subscription")).toString())
          .isEqualTo("{\"condition\":\"fall\",\"percent\":\"7\",\"within_seconds\":60}");
      assertThat(edited.path("subscription").path("status").asString()).isEqualTo("pending");
      JsonNode refused = client.ask(update + "'from':'70000'}");
      assertThat(refused.path("code").asString()).isEqualTo("invalid_message");
      assertThat(refused.path("message").asString()).startsWith("from ");
      assertThat(client.ask(update + "'percent':null}").path("message").asString())
          .startsWith("percent ");
      assertThat(baselineRevision(id)).isEqualTo(3);
    }
  }

  private static int baselineRevision(String id) {
    return webserver
        .database()
        .sql("select baseline_revision from subscription where id = ?::bigint")
        .param(id)
        .query(Integer.class)
        .single();
  }

  @Test
  void theLastFiringCountsForWhatAnEditLeaves() {
    assertThat(isLastFiringKept("'repeat':'once_per_minute'", "'name':'mine'")).isTrue();
    assertThat(isLastFiringKept("'cooldown_seconds':9", "'cooldown_seconds':60")).isTrue();
    assertThat(isLastFiringKept("'repeat':'every'", "'repeat':'once_per_minute'")).isFalse();
    assertThat(isLastFiringKept("'repeat':'every'", "'cooldown_seconds':9")).isFalse();
    assertThat(isLastFiringKept("'cooldown_seconds':9", "'threshold':'6'")).isFalse();
  }

  @Test
  void enablingForgetsTheLastFiring() {
    try (TestClient client = webserver.client()) {
      String subscribe = subscribe("'threshold':'5','cooldown_seconds':9");
      String id = id(client.ask(subscribe));
      String update = "{'type':'update','subscription_id':'" + id + "',";
      client.ask(update + "'enabled':false}");
      fire(id);
      client.ask(update + "'enabled':true}");
      assertThat(hasFired(id)).isFalse();
      client.ask(update + "'enabled':false}");
      fire(id);
      client.ask(subscribe);
      assertThat(hasFired(id)).isFalse();
    }
  }

  private static void fire(String id) {
    webserver
        .database()
        .sql("update subscription set last_fired_at = now() where id = ?::bigint")
        .param(id)
        .update();
  }

  private static boolean hasFired(String id) {
    return webserver
        .database()
        .sql("select last_fired_at is not null from subscription where id = ?::bigint")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  private static boolean isLastFiringKept(String terms, String edit) {
    try (TestClient client = webserver.client()) {
      String id = id(client.ask(subscribe("'threshold':'5'," + terms)));
      fire(id);
      client.ask("{'type':'update','subscription_id':'" + id + "'," + edit + "}");
      return hasFired(id);
    }
  }

  @Test
  void anEditOverHttpIsRefusedNamingTheField() {
    HttpCaller account = account();
    String id = account.post(PATH, body("'threshold':'5','rearm':'4'")).text("id");
    HttpCaller.Answer refused = account.patch(PATH + "/" + id, "{\"threshold\":\"3\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("field")).isEqualTo("rearm");
    HttpCaller.Answer many = account.patch(PATH, "{\"ids\":[\"" + id + "\"],\"hold_seconds\":60}");
    assertThat(many.text("field")).isEqualTo("hold_seconds");
    String other = account.post(PATH, body("'threshold':'5'")).text("id");
    assertThat(account.patch(PATH + "/" + id, "{\"rearm\":null}").text("code"))
        .isEqualTo("conflict");
    assertThat(account.patch(PATH + "/" + other, "{\"hold_seconds\":60}").status()).isEqualTo(200);
    assertThat(account.patch(PATH + "/" + id, "{\"rearm\":null}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("CONDITIONS")
  void makesOneWhenManyRace(String parameters) throws Exception {
    HttpCaller account = account();
    Callable<Integer> post = () -> account.post(PATH, body(parameters)).status();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads.invokeAll(List.of(post, post, post, post)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(201, 200, 200, 200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'threshold':'65000'|direction|null|up|65000|rose above 65000",
        "'condition':'below','threshold':'65000','hold_seconds':60|direction, level|'down', 65000|down|65000|stayed below 65000 for 60 s",
        "'condition':'above','threshold':'65000','bar':'1h'|direction, level, bar_end|'up', 65000, '2026-07-21T12:00Z'|up|65000|1h bar closed above 65000",
        "'condition':'enter','lower':'64000','upper':'65000'|direction, level|'up', 64000|up|64000|entered 64000 to 65000",
        "'condition':'enter','lower':'64000','upper':'65000','hold_seconds':60|direction|null|||stayed inside 64000 to 65000 for 60 s",
        "'condition':'leave','lower':'64000','upper':'65000'|direction, level|'down', 64000|down|64000|left 64000 to 65000",
        "'condition':'rise','percent':'2.5','within_seconds':300|direction, level, reference_price|'up', 65600.00000000000001, 64000|up|65600.00000000000001|rose 2.5 % from 64000 within 300 s",
        "'condition':'fall','percent':'7'|direction, level, reference_price|'down', 42315, 45500|down|42315|fell 7 % from 45500",
        "'condition':'move','percent':'1'|direction, level, reference_price|'down', 99, 100|down|99|fell 1 % from 100",
        "'condition':'step','amount':'1000'|direction, level|'up', 65000|up|65000|crossed 65000 upwards",
      })
  void aNotificationSaysWhatHappened(
      String parameters,
      String columns,
      String values,
      String direction,
      String level,
      String sentence) {
    try (TestClient client = webserver.client()) {
      String id = id(client.ask(subscribe(parameters)));
      ingestion.fireDetailed(Long.parseLong(id), "65010.5", columns, values);
      JsonNode notification = client.next();
      assertThat(notification.path("message").asString())
          .isEqualTo("BTCUSDT " + sentence + ": 65010.5");
      assertThat(notification.path("direction").asString("")).isEqualTo(or(direction));
      assertThat(notification.path("level").asString("")).isEqualTo(or(level));
      assertThat(notification.path("previous_price").isNull()).isTrue();
      assertThat(notification.has("reference_price")).isEqualTo(columns.contains("reference"));
      assertThat(notification.has("bar_end")).isEqualTo(columns.contains("bar_end"));
    }
  }

  private static String or(String text) {
    return text == null ? "" : text;
  }

  @Test
  void aNotificationShowsTheTermsOfItsRevision() {
    HttpCaller account = account();
    String id = account.post(PATH, body("'condition':'enter','lower':'1','upper':'2'")).text("id");
    ingestion.fireDetailed(Long.parseLong(id), "1.5", "direction, level", "'up', 1");
    account.patch(PATH + "/" + id, "{\"upper\":\"3\",\"hold_seconds\":60}");
    ingestion.fireDetailed(Long.parseLong(id), "1.5", "direction, level", "'up', 1");
    JsonNode found = account.get("/api/v1/notifications").json().path("notifications");
    assertThat(found.valueStream().map(one -> one.path("message").asString()))
        .containsExactly(
            "BTCUSDT entered 1 to 2: 1.5", "BTCUSDT stayed inside 1 to 3 for 60 s: 1.5");
    assertThat(found.get(0).has("hold_seconds")).isFalse();
    assertThat(found.get(1).path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void aResumedClientGetsTheTermsOfTheRevisionToo() {
    String token;
    String last;
    String id;
    try (TestClient client = webserver.client()) {
      token = client.token();
      id = id(client.ask(subscribe("'condition':'fall','percent':'7','from':'70000'")));
      ingestion.fireDetailed(Long.parseLong(id), "1", "direction", "'down'");
      last = client.next().path("id").asString();
      ingestion.setSilent(true);
      ingestion.fireDetailed(Long.parseLong(id), "2", "direction, reference_price", "'down', 3");
      client.send(
          "{'type':'update','subscription_id':'"
              + id
              + "','from':null,'percent':8,'within_seconds':9}");
      client.skipTo("updated");
      ingestion.setSilent(false);
    }
    try (TestClient client = webserver.client()) {
      client.send(
          "{'type':'resume','token':'" + token + "','last_notification_id':'" + last + "'}");
      JsonNode notification = client.skipTo("notification");
      assertThat(notification.path("from").asString()).isEqualTo("70000");
      assertThat(notification.path("message").asString()).isEqualTo("BTCUSDT fell 7 % from 3: 2");
    }
  }

  @Test
  void namedDestinationsAreUnknown() {
    HttpCaller account = account();
    for (String ids : List.of("[\"7\"]", "[\"nonsense\"]")) {
      HttpCaller.Answer refused =
          account.post(
              PATH, "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"destinations\":" + ids + "}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("code")).isEqualTo("unknown_destination");
      assertThat(refused.text("field")).isEqualTo("destinations");
    }
    HttpCaller.Answer none =
        account.post(PATH, "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"destinations\":[]}");
    assertThat(none.status()).isEqualTo(201);
    HttpCaller.Answer edit =
        account.patch(PATH + "/" + none.text("id"), "{\"destinations\":[\"7\"]}");
    assertThat(edit.text("code")).isEqualTo("unknown_destination");
    try (TestClient client = webserver.client()) {
      client.ask("{'type':'authenticate'}");
      assertThat(
              client
                  .ask("{'symbol':'btcusdt','threshold':'1','destinations':['7']}")
                  .path("code")
                  .asString())
          .isEqualTo("unknown_destination");
    }
    try (TestClient client = webserver.client()) {
      assertThat(
              client
                  .ask("{'symbol':'btcusdt','threshold':'1','destinations':['7']}")
                  .path("code")
                  .asString())
          .isEqualTo("invalid_message");
    }
  }
}
