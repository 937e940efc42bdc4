package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.ProtocolDocument;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions of accounts over HTTP, on two webservers of one database. */
class SubscriptionsOverHttpTest {

  private static final String PATH = "/api/v1/subscriptions";
  private static final int RACERS = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;
  private static TestWebserver strict;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    String fast = "--coinpanel.webserver.max-commands-per-second=100000";
    webserver = TestWebserver.start(database, fast, "--coinpanel.webserver.access=accounts");
    webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
    other = TestWebserver.start(database, fast);
    strict =
        TestWebserver.start(
            database,
            "--coinpanel.webserver.max-commands-per-second=3",
            "--coinpanel.webserver.max-subscriptions=2");
  }

  @AfterAll
  static void stop() {
    strict.close();
    other.close();
    webserver.close();
    database.close();
  }

  private static HttpCaller newAccount() {
    return TestAccount.create(webserver).at(webserver);
  }

  private static String terms(String threshold) {
    return "{\"symbol\":\"BTCUSDT\",\"threshold\":\"" + threshold + "\"}";
  }

  private static String create(HttpCaller account, String threshold) {
    HttpCaller.Answer answer = account.post(PATH, terms(threshold));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.text("id");
  }

  private static void assertProblem(HttpCaller.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().propertyNames()).contains("type", "title", "status", "detail", "code");
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
  }

  private static void assertProblem(
      HttpCaller.Answer answer, int status, String code, String field) {
    assertProblem(answer, status, code);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void answersANewOneWith201AndTheSameAgainWith200() {
    HttpCaller account = newAccount();
    HttpCaller.Answer first = account.post(PATH, terms("65000"));
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    assertThat(first.header("ETag")).isEqualTo("\"1\"");
    assertThat(first.header("Location")).isEqualTo(PATH + "/" + first.text("id"));
    HttpCaller.Answer again = account.post(PATH, terms("65000.00"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    HttpCaller.Answer found = account.get(first.header("Location"));
    assertThat(found.header("ETag")).isEqualTo("\"1\"");
    assertThat(found.json()).isEqualTo(first.json());
  }

  @Test
  void showsTheObjectsOfTheWebSocket() {
    JsonNode created =
        newAccount()
            .post(
                PATH,
                """
                {"symbol":"btcusdt","condition":"below","threshold":1.5,"repeat":"once",
                 "cooldown_seconds":3,"expires_at":"2100-01-01T00:00:00Z","name":"Zoë \\"1\\"",
                 "note":"two\\nlines"}""")
            .json();
    ObjectNode message = JSON.createObjectNode().put("type", "subscribed").put("created", true);
    message.set("subscription", created);
    ProtocolDocument.checkMessage(message);
    assertThat(created.path("threshold").asString()).isEqualTo("1.5");
    assertThat(created.path("name").asString()).isEqualTo("Zoë \"1\"");
    assertThat(created.path("note").asString()).isEqualTo("two\nlines");
    assertThat(created.path("status").asString()).isEqualTo("pending");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"cooldown_second\":1}|422|invalid_message|cooldown_second",
        "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"type\":\"subscribe\"}|422|invalid_message|type",
        "{\"symbol\":\"btcusdt\",\"symbol\":\"btcusdt\",\"threshold\":\"1\"}|422|invalid_message|symbol",
        "{\"threshold\":\"1\"}|422|invalid_message|symbol",
        "{\"symbol\":\"btcusdt\"}|422|invalid_threshold|threshold",
        "{\"symbol\":\"btcusdt\",\"threshold\":\"0.000000001\"}|422|invalid_threshold|threshold",
        "{\"symbol\":\"nosuch\",\"threshold\":\"1\"}|422|invalid_symbol|symbol",
        "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"repeat\":\"twice\"}|422|invalid_message|repeat",
        "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"expires_at\":\"2000-01-01T00:00:00Z\"}|422|invalid_message|expires_at",
        "[]|400|invalid_json|``",
        "{|400|invalid_json|``",
        "nonsense|400|invalid_json|``",
      })
  void refusesAnInvalidBodyNamingTheField(String body, int status, String code, String field) {
    assertProblem(newAccount().post(PATH, body), status, code, field);
  }

  @Test
  void refusesABodyWithoutEnd() {
    String long_ = "{\"symbol\":\"btcusdt\",\"note\":\"" + "x".repeat(70_000) + "\"}";
    assertProblem(newAccount().post(PATH, long_), 413, "invalid_message");
    assertProblem(newAccount().post(PATH, ""), 400, "invalid_json");
  }

  @Test
  void listsInPagesOldestFirst() {
    HttpCaller account = newAccount();
    List<String> ids = IntStream.rangeClosed(1, 5).mapToObj(i -> create(account, "" + i)).toList();
    JsonNode first = account.get(PATH + "?limit=3").json();
    assertThat(ids(first)).isEqualTo(ids.subList(0, 3));
    assertThat(first.path("next").asString()).isEqualTo(ids.get(2));
    JsonNode second = account.get(PATH + "?limit=3&after=" + ids.get(2)).json();
    assertThat(ids(second)).isEqualTo(ids.subList(3, 5));
    assertThat(second.path("next").isNull()).isTrue();
    assertProblem(account.get(PATH + "?limit=0"), 400, "invalid_message", "limit");
    assertProblem(account.get(PATH + "?limit=1001"), 400, "invalid_message", "limit");
    assertProblem(account.get(PATH + "?after=x"), 400, "invalid_message", "after");
  }

  private static List<String> ids(JsonNode page) {
    return page.path("subscriptions")
        .valueStream()
        .map(subscription -> subscription.path("id").asString())
        .toList();
  }

  @Test
  void updatesWhatItIsAskedToAndCountsRevisions() {
    HttpCaller account = newAccount();
    String one = PATH + "/" + create(account, "65000");
    HttpCaller.Answer updated =
        account.patch(one, "{\"threshold\":\"66000\",\"name\":\"high\",\"enabled\":false}");
    assertThat(updated.status()).as(updated.body()).isEqualTo(200);
    assertThat(updated.header("ETag")).isEqualTo("\"2\"");
    assertThat(updated.text("threshold")).isEqualTo("66000");
    assertThat(updated.text("name")).isEqualTo("high");
    assertThat(updated.text("status")).isEqualTo("paused");
    assertThat(account.patch(one, "{\"name\":null,\"enabled\":true}").json().path("name").isNull())
        .isTrue();
    assertProblem(account.patch(one, "{\"symbol\":\"ethusdt\"}"), 422, "invalid_message", "symbol");
    assertProblem(account.patch(one, "{}"), 422, "invalid_message");
    create(account, "70000");
    assertProblem(account.patch(one, "{\"threshold\":\"70000\"}"), 409, "conflict");
  }

  @Test
  void doesNothingWhenTheRevisionIsAnother() {
    HttpCaller account = newAccount();
    String one = PATH + "/" + create(account, "65000");
    account.patch(one, "{\"name\":\"second\"}");
    HttpCaller stale = account.with("If-Match", "\"1\"");
    assertProblem(stale.patch(one, "{\"name\":\"third\"}"), 412, "precondition_failed");
    assertProblem(stale.delete(one), 412, "precondition_failed");
    assertProblem(
        account.with("If-Match", "W/\"2\"").patch(one, "{\"name\":\"third\"}"),
        412,
        "precondition_failed");
    assertProblem(
        account.with("If-Match", "2").patch(one, "{\"name\":\"third\"}"),
        400,
        "invalid_message",
        "If-Match");
    assertThat(account.get(one).text("name")).isEqualTo("second");
    assertThat(account.with("If-Match", "\"7\", \"2\"").patch(one, "{\"name\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(account.with("If-Match", "*").delete(one).status()).isEqualTo(204);
    assertProblem(account.get(one), 404, "unknown_subscription");
    assertProblem(account.delete(one), 404, "unknown_subscription");
  }

  @Test
  void letsOneOfManyUpdatesOfARevisionWin() throws Exception {
    TestAccount account = TestAccount.create(webserver);
    String one = PATH + "/" + create(account.at(webserver), "65000");
    List<Integer> statuses =
        race(
            racer ->
                account
                    .at(racer % 2 == 0 ? webserver : other)
                    .with("If-Match", "\"1\"")
                    .patch(one, "{\"name\":\"" + racer + "\"}")
                    .status());
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    assertThat(account.at(webserver).get(one).header("ETag")).isEqualTo("\"2\"");
  }

  private interface Racer<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> race(Racer<T> racer) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(RACERS)) {
      List<Callable<T>> all =
          IntStream.range(0, RACERS)
              .<Callable<T>>mapToObj(number -> () -> racer.run(number))
              .toList();
      return threads.invokeAll(all).stream().map(Future::resultNow).toList();
    }
  }

  @Test
  void repeatsTheAnswerAfterTheSubscriptionHasExpired() {
    HttpCaller keyed = newAccount().with("Idempotency-Key", "soon");
    Instant end = Instant.now().plusSeconds(2);
    String terms = "{\"symbol\":\"btcusdt\",\"threshold\":\"1\",\"expires_at\":\"" + end + "\"}";
    HttpCaller.Answer first = keyed.post(PATH, terms);
    assertThat(first.status()).as(first.body()).isEqualTo(201);
    Eventually.until(() -> Instant.now().isAfter(end));
    assertThat(keyed.post(PATH, terms).body()).isEqualTo(first.body());
  }

  @Test
  void repeatsTheAnswerOfAnIdempotencyKeyAtEveryWebserver() {
    TestAccount account = TestAccount.create(webserver);
    HttpCaller keyed = account.at(webserver).with("Idempotency-Key", "order-1");
    HttpCaller.Answer first = keyed.post(PATH, terms("65000"));
    assertThat(first.status()).isEqualTo(201);
    account.at(webserver).delete(first.header("Location"));
    HttpCaller.Answer again =
        account.at(other).with("Idempotency-Key", "order-1").post(PATH, terms("65000"));
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertProblem(keyed.post(PATH, terms("65001")), 422, "invalid_message", "Idempotency-Key");
    assertThat(newAccount().with("Idempotency-Key", "order-1").post(PATH, terms("65001")).status())
        .isEqualTo(201);
  }

  @Test
  void executesARequestWithAKeyOnceWhenManyRace() throws Exception {
    TestAccount account = TestAccount.create(webserver);
    List<HttpCaller.Answer> answers =
        race(
            racer ->
                account
                    .at(racer % 2 == 0 ? webserver : other)
                    .with("Idempotency-Key", "race")
                    .post(PATH, terms("65000")));
    assertThat(answers).extracting(HttpCaller.Answer::status).contains(201).isSubsetOf(201, 409);
    assertThat(answers.stream().filter(answer -> answer.status() == 201))
        .extracting(HttpCaller.Answer::body)
        .containsOnly(
            account
                .at(webserver)
                .with("Idempotency-Key", "race")
                .post(PATH, terms("65000"))
                .body());
  }

  @Test
  void leavesTheKeyOfAFailedRequestFree() {
    HttpCaller keyed = newAccount().with("Idempotency-Key", "again");
    assertProblem(
        keyed.post(PATH, "{\"symbol\":\"nosuch\",\"threshold\":\"1\"}"), 422, "invalid_symbol");
    assertThat(keyed.post(PATH, terms("1")).status()).isEqualTo(201);
  }

  @Test
  void refusesAKeyThatIsTooLongOrInvisible() {
    for (String key : new String[] {"x".repeat(65), "a b"}) {
      assertProblem(
          newAccount().with("Idempotency-Key", key).post(PATH, terms("1")),
          400,
          "invalid_message",
          "Idempotency-Key");
    }
  }

  @Test
  void knowsNothingOfTheSubscriptionsOfOthers() {
    HttpCaller owner = newAccount();
    String id = create(owner, "65000");
    HttpCaller stranger = newAccount();
    String one = PATH + "/" + id;
    for (String path : new String[] {one, PATH + "/999999999", PATH + "/x", PATH + "/0"}) {
      assertProblem(stranger.get(path), 404, "unknown_subscription");
      assertProblem(stranger.patch(path, "{\"name\":\"mine\"}"), 404, "unknown_subscription");
      assertProblem(stranger.delete(path), 404, "unknown_subscription");
    }
    for (String method : new String[] {"PATCH", "DELETE"}) {
      String body =
          "{\"ids\":[\"" + id + "\"]" + (method.equals("PATCH") ? ",\"name\":\"x\"" : "") + "}";
      JsonNode result = stranger.send(method, PATH, body).json().path("results").get(0);
      assertThat(result.path("code").asString()).isEqualTo("unknown_subscription");
    }
    assertThat(ids(stranger.get(PATH).json())).isEmpty();
    assertThat(owner.get(one).text("status")).isEqualTo("pending");
  }

  @Test
  void needsAnAccountAndTheScope() {
    TestAccount account = TestAccount.create(webserver, "subscriptions:read");
    HttpCaller reader = account.at(webserver);
    HttpCaller writer = account.withKey(webserver, "subscriptions:write").at(webserver);
    HttpCaller nobody = HttpCaller.local(webserver.port());
    String one = PATH + "/" + create(writer, "1");
    assertThat(reader.get(PATH).status()).isEqualTo(200);
    assertProblem(reader.post(PATH, terms("2")), 403, "forbidden");
    assertProblem(reader.patch(one, "{\"name\":\"x\"}"), 403, "forbidden");
    assertProblem(reader.delete(one), 403, "forbidden");
    assertProblem(writer.get(PATH), 403, "forbidden");
    assertProblem(writer.get(PATH + "/export"), 403, "forbidden");
    assertProblem(writer.get("/api/v1/notifications"), 403, "forbidden");
    assertProblem(writer.get("/api/v1/notifications/stream"), 403, "forbidden");
    for (String path :
        new String[] {PATH, "/api/v1/notifications", "/api/v1/notifications/stream"}) {
      assertProblem(nobody.get(path), 401, "unauthorized");
    }
  }

  @Test
  void updatesAndUnsubscribesManyAtOnce() {
    HttpCaller account = newAccount();
    String a = create(account, "1");
    String b = create(account, "2");
    String ids = "\"ids\":[\"" + a + "\",\"77777777\",\"" + b + "\",\"x\"]";
    JsonNode updated =
        account.patch(PATH, "{" + ids + ",\"enabled\":false}").json().path("results");
    assertThat(outcomes(updated)).containsExactly("updated", "failed", "updated", "failed");
    assertThat(updated.get(2).path("subscription").path("status").asString()).isEqualTo("paused");
    assertProblem(account.patch(PATH, "{" + ids + ",\"threshold\":\"3\"}"), 422, "invalid_message");
    assertProblem(
        account.patch(PATH, "{\"ids\":[],\"name\":\"x\"}"), 422, "invalid_message", "ids");
    assertProblem(account.send("DELETE", PATH, "{\"name\":1}"), 422, "invalid_message", "name");
    JsonNode ended = account.send("DELETE", PATH, "{" + ids + "}").json().path("results");
    assertThat(outcomes(ended)).containsExactly("unsubscribed", "failed", "unsubscribed", "failed");
    assertThat(ended.get(3).path("id").asString()).isEqualTo("x");
    assertThat(ids(account.get(PATH).json())).isEmpty();
  }

  private static List<String> outcomes(JsonNode results) {
    return results.valueStream().map(result -> result.path("outcome").asString()).toList();
  }

  @Test
  void keepsALimitOfSubscriptionsAndOfRequestsASecond() {
    TestAccount account = TestAccount.create(webserver);
    create(account.at(webserver), "1");
    create(account.at(webserver), "2");
    assertProblem(account.at(strict).post(PATH, terms("3")), 409, "limit_exceeded");
    List<HttpCaller.Answer> answers =
        IntStream.range(0, 20).mapToObj(_ -> account.at(strict).get(PATH)).toList();
    HttpCaller.Answer refused =
        answers.stream().filter(answer -> answer.status() != 200).findFirst().orElseThrow();
    assertProblem(refused, 429, "rate_limited");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void reportsUnknownPathsAndMethodsAsProblems() {
    assertProblem(newAccount().get("/api/v1/nothing"), 404, "not_found");
    assertProblem(newAccount().put(PATH, "{}"), 405, "invalid_message");
  }
}
