package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.client.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Accounts and API keys over HTTP, on two webservers of one database. */
class AccountsTest {

  private static final String ADMIN_KEY = "cp_adminkey_" + "x".repeat(32);
  private static final String UNKNOWN_KEY = "cp_adminkey_" + "y".repeat(32);
  private static final String ALL =
      "{\"name\":\"all\",\"scopes\":[\"subscriptions:read\",\"subscriptions:write\"]}";
  private static final String READ = "{\"name\":\"script\",\"scopes\":[\"subscriptions:read\"]}";

  @TempDir private static Path files;
  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;

  @BeforeAll
  static void start() throws IOException {
    Path keyFile = Files.writeString(files.resolve("key"), ADMIN_KEY + "\n");
    String[] settings = {
      "--coinpanel.webserver.admin-key-file=" + keyFile,
      "--coinpanel.webserver.access=accounts",
      "--coinpanel.webserver.max-commands-per-second=100000"
    };
    database = TestDatabase.migrated();
    webserver = TestWebserver.start(database, settings);
    other = TestWebserver.start(database, settings);
    webserver.ingestion().listSymbol("btcusdt", "BTC", "USDT", true);
  }

  @AfterAll
  static void stop() {
    other.close();
    webserver.close();
    database.close();
  }

  private static HttpCaller admin() {
    return HttpCaller.withKey(webserver.port(), ADMIN_KEY);
  }

  private static HttpCaller withKey(String key) {
    return HttpCaller.withKey(webserver.port(), key);
  }

  private static String createAccount(String name) {
    HttpCaller.Answer created = admin().post("/api/v1/accounts", "{\"name\":\"" + name + "\"}");
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created.text("id");
  }

  private static HttpCaller.Answer createKey(String account, String terms) {
    HttpCaller.Answer made = admin().post("/api/v1/accounts/" + account + "/keys", terms);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    return made;
  }

  private static HttpCaller ownerOfNewAccount(String name) {
    return withKey(createKey(createAccount(name), READ).text("key"));
  }

  private static void assertProblem(HttpCaller.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().propertyNames()).contains("type", "title", "status", "detail", "code");
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
  }

  @Test
  void theConfiguredKeyMakesAccountsAndTheirKeys() {
    String account = createAccount("ann");
    HttpCaller.Answer made = createKey(account, READ);
    assertThat(made.text("key")).matches("cp_" + made.text("id") + "_[A-Za-z0-9]{32}");
    HttpCaller.Answer own = withKey(made.text("key")).get("/api/v1/account");
    assertThat(own.text("id")).isEqualTo(account);
    assertThat(own.text("name")).isEqualTo("ann");
    assertThat(own.json().path("scopes")).hasToString("[\"subscriptions:read\"]");
  }

  @Test
  void aKeyIsShownOnceAndStoredAsAHash() {
    HttpCaller.Answer made = createKey(createAccount("hashed"), READ);
    HttpCaller.Answer keys = withKey(made.text("key")).get("/api/v1/keys");
    assertThat(keys.json().path("keys")).hasSize(1);
    String secret = made.text("key").substring("cp_12345678_".length());
    assertThat(keys.body()).contains(made.text("id")).doesNotContain(secret);
    String rows =
        webserver
            .database()
            .sql("select string_agg(k::text, ' ') from api_key k")
            .query(String.class)
            .single();
    assertThat(rows).contains(made.text("id")).doesNotContain(secret);
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceByAllWebserversAndTheyAreTold() {
    String account = createAccount("revoked");
    HttpCaller.Answer made = createKey(account, READ);
    HttpCaller elsewhere = HttpCaller.withKey(other.port(), made.text("key"));
    assertThat(elsewhere.get("/api/v1/account").status()).isEqualTo(200);
    String path = "/api/v1/accounts/" + account + "/keys/" + made.text("id");
    assertThat(admin().delete(path).status()).isEqualTo(204);
    assertProblem(elsewhere.get("/api/v1/account"), 401, "unauthorized");
    assertThat(credentialEvents(account)).isEqualTo(1);
    assertProblem(admin().delete(path), 404, "not_found");
  }

  private static int credentialEvents(String account) {
    return webserver
        .database()
        .sql("select count(*) from owner_event where owner_id = ? and kind = 'credentials'")
        .param(Long.valueOf(account))
        .query(Integer.class)
        .single();
  }

  @Test
  void aDisabledAccountIsRefusedAndItsAlertsPauseUntilItIsEnabled() {
    String account = createAccount("disabled");
    HttpCaller owner = withKey(createKey(account, READ).text("key"));
    insertSubscription(account);
    String path = "/api/v1/accounts/" + account;
    assertThat(admin().patch(path, "{\"disabled\":true}").json().path("disabled").asBoolean())
        .isTrue();
    assertProblem(owner.get("/api/v1/account"), 401, "unauthorized");
    assertThat(subscription(account)).isEqualTo("account_disabled, 1, 1");
    assertThat(credentialEvents(account)).isEqualTo(1);
    admin().patch(path, "{\"disabled\":false}");
    assertThat(owner.get("/api/v1/account").status()).isEqualTo(200);
    assertThat(subscription(account)).isEqualTo("active, 2, 2");
  }

  private static void insertSubscription(String account) {
    webserver
        .database()
        .sql(
            """
            insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)
            values (?, 'btcusdt', 'above', 65000, 'every', now())
            """)
        .param(Long.valueOf(account))
        .update();
  }

  private static String subscription(String account) {
    return webserver
        .database()
        .sql(
            """
            select coalesce(ended_as, pause_reason, 'active')
              || ', ' || revision || ', ' || baseline_revision
            from subscription where owner_id = ?
            """)
        .param(Long.valueOf(account))
        .query(String.class)
        .single();
  }

  @Test
  void aDeletedAccountIsGoneWithItsKeysAndAlertsAndItsNameIsFree() {
    String account = createAccount("deleted");
    HttpCaller owner = withKey(createKey(account, READ).text("key"));
    insertSubscription(account);
    assertThat(admin().delete("/api/v1/accounts/" + account).status()).isEqualTo(204);
    assertProblem(owner.get("/api/v1/account"), 401, "unauthorized");
    assertThat(subscription(account)).startsWith("unsubscribed");
    assertProblem(admin().get("/api/v1/accounts/" + account), 404, "not_found");
    assertThat(createAccount("deleted")).isNotEqualTo(account);
  }

  @Test
  void aNameIsTakenWhateverItsCase() {
    createAccount("Twice");
    assertProblem(admin().post("/api/v1/accounts", "{\"name\":\"tWICE\"}"), 409, "conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"x","colour":"red"}        | colour
          {"admin":true}                     | name
          {"name":7}                         | name
          {"name":"  "}                      | name
          {"name":"x","max_subscriptions":-1}| max_subscriptions
          {"name":"x","admin":"yes"}         | admin
          """)
  void anInvalidFieldIsNamed(String body, String field) {
    HttpCaller.Answer answer = admin().post("/api/v1/accounts", body);
    assertProblem(answer, 422, "invalid_message");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).contains(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7"})
  void aBodyThatIsNoObjectIsInvalidJson(String body) {
    assertProblem(admin().post("/api/v1/accounts", body), 400, "invalid_json");
  }

  @Test
  void accountsArePagedOldestFirst() {
    createAccount("page one");
    createAccount("page two");
    HttpCaller.Answer first = admin().get("/api/v1/accounts?limit=1");
    assertThat(first.json().path("accounts")).hasSize(1);
    String next = first.text("next");
    HttpCaller.Answer second = admin().get("/api/v1/accounts?limit=1000&after=" + next);
    assertThat(second.body()).contains("page one").contains("page two").contains("\"next\":null");
    assertThat(second.body()).doesNotContain("\"id\":\"" + next + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"accounts?limit=0", "accounts?limit=x", "accounts?after=x", "keys?limit=1001"})
  void anInvalidParameterIsABadRequest(String list) {
    assertProblem(admin().get("/api/v1/" + list), 400, "invalid_message");
  }

  @Test
  void onlyAdministratorsSeeAccounts() {
    HttpCaller owner = ownerOfNewAccount("curious");
    assertProblem(owner.get("/api/v1/accounts"), 403, "forbidden");
    assertProblem(owner.post("/api/v1/accounts", "{\"name\":\"mine\"}"), 403, "forbidden");
  }

  @Test
  void nobodySeesOrRevokesKeysOfOthers() {
    HttpCaller owner = ownerOfNewAccount("prober");
    HttpCaller.Answer others = createKey(createAccount("probed"), READ);
    assertProblem(owner.delete("/api/v1/keys/" + others.text("id")), 404, "not_found");
    assertThat(owner.get("/api/v1/keys").body()).doesNotContain(others.text("id"));
    assertThat(withKey(others.text("key")).get("/api/v1/account").status()).isEqualTo(200);
  }

  @Test
  void aKeyMakesNoMightierOne() {
    HttpCaller owner = ownerOfNewAccount("climber");
    String mightier = "{\"name\":\"more\",\"scopes\":[\"subscriptions:read\",\"admin\"]}";
    assertProblem(owner.post("/api/v1/keys", mightier), 403, "forbidden");
    assertThat(owner.post("/api/v1/keys", READ).status()).isEqualTo(201);
  }

  @Test
  void aKeyMakesNoneThatLivesLonger() {
    String ending =
        "{\"name\":\"x\",\"scopes\":[\"subscriptions:read\"],"
            + "\"expires_at\":\"2099-01-01T00:00:00Z\"}";
    HttpCaller owner = withKey(createKey(createAccount("ending"), ending).text("key"));
    assertProblem(owner.post("/api/v1/keys", READ), 403, "forbidden");
    assertProblem(owner.post("/api/v1/keys", ending.replace("2099", "2100")), 403, "forbidden");
    assertThat(owner.post("/api/v1/keys", ending).status()).isEqualTo(201);
  }

  @Test
  void theLastUseOfAKeyIsStored() {
    HttpCaller owner = ownerOfNewAccount("used");
    owner.get("/api/v1/account");
    Eventually.until(
        () -> {
          JsonNode keys = owner.get("/api/v1/keys").json().path("keys");
          return keys.path(0).path("last_used_at").isString();
        });
  }

  @Test
  void whatWasSeenIsRememberedAndOnlyMovesOn() {
    String id = createAccount("reader");
    HttpCaller owner = withKey(createKey(id, ALL).text("key"));
    long subscription = subscribe(owner);
    long first = webserver.ingestion().fire(subscription, "1", "2");
    long second = webserver.ingestion().fire(subscription, "1", "2");
    assertThat(see(owner, second).status()).isEqualTo(204);
    see(owner, first);
    assertThat(owner.get("/api/v1/account").text("seen_notification_id")).isEqualTo("" + second);
    assertThat(seen(id)).isEqualTo("[" + second + "]");
  }

  @Test
  void nothingIsSeenThatIsNotStoredForTheAccount() {
    String id = createAccount("early reader");
    HttpCaller owner = withKey(createKey(id, ALL).text("key"));
    see(owner, Long.MAX_VALUE);
    assertThat(seen(id)).isEqualTo("[]");
    long own = webserver.ingestion().fire(subscribe(owner), "1", "2");
    HttpCaller other = withKey(createKey(createAccount("other reader"), ALL).text("key"));
    see(owner, webserver.ingestion().fire(subscribe(other), "1", "2"));
    assertThat(seen(id)).isEqualTo("[" + own + "]");
  }

  private static long subscribe(HttpCaller owner) {
    HttpCaller.Answer subscribed =
        owner.post("/api/v1/subscriptions", "{\"symbol\":\"btcusdt\",\"threshold\":\"2\"}");
    return Long.parseLong(subscribed.text("id"));
  }

  private static HttpCaller.Answer see(HttpCaller owner, long notification) {
    return owner.put("/api/v1/account/seen", "{\"notification_id\":\"" + notification + "\"}");
  }

  private static String seen(String account) {
    return webserver
        .database()
        .sql("select notification_id from owner_event where owner_id = ? and kind = 'seen'")
        .param(Long.valueOf(account))
        .query(Long.class)
        .list()
        .toString();
  }

  @Test
  void aSocketMayAuthenticateAfterARefusedCommand() {
    String key = createKey(createAccount("late"), ALL).text("key");
    try (TestClient client = webserver.client()) {
      assertThat(client.ask("{'type':'list'}").get("code").asString()).isEqualTo("unauthorized");
      assertThat(client.ask("{'type':'authenticate','token':'" + key + "'}").get("type").asString())
          .isEqualTo("authenticated");
      assertThat(client.ask("{'type':'resume'}").get("type").asString()).isEqualTo("resumed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/account", "/api/symbols", "/asyncapi.yaml", "/js/main.js"})
  void everythingNeedsAnAccount(String path) {
    assertProblem(HttpCaller.local(webserver.port()).get(path), 401, "unauthorized");
    assertThat(admin().get(path).status()).isEqualTo(200);
  }

  @Test
  void whoOpensThePageIsTakenToSignIn() {
    HttpCaller.Answer answer =
        HttpCaller.local(webserver.port()).with("Accept", "text/html").get("/");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Location")).endsWith("/sign-in");
  }

  @Test
  void failedKeysAreLimitedByAddressAndGoodOnesGoOn() {
    try (TestWebserver third =
        TestWebserver.start(
            database, "--coinpanel.webserver.admin-key-file=" + files.resolve("key"))) {
      HttpCaller guesser = HttpCaller.withKey(third.port(), UNKNOWN_KEY);
      List<Integer> statuses =
          IntStream.range(0, 31).map(_ -> guesser.get("/api/v1/account").status()).boxed().toList();
      assertThat(statuses.subList(0, 30)).containsOnly(401);
      HttpCaller.Answer refused = guesser.get("/api/v1/account");
      assertProblem(refused, 429, "rate_limited");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
      assertThat(HttpCaller.withKey(third.port(), ADMIN_KEY).get("/api/v1/account").status())
          .isEqualTo(200);
    }
  }
}
