package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People who sign in at the page of one of two webservers. */
class SessionTest {

  private static final String ADMIN_KEY = "cp_adminkey_" + "x".repeat(32);
  private static final String PASSWORD = "correct horse";

  @TempDir private static Path files;
  private static TestDatabase database;
  private static TestWebserver webserver;
  private static TestWebserver other;

  @BeforeAll
  static void start() throws IOException {
    String[] settings = {
      "--coinpanel.webserver.access=accounts",
      "--coinpanel.webserver.admin-name=root",
      "--coinpanel.webserver.admin-key-file=" + Files.writeString(files.resolve("k"), ADMIN_KEY),
      "--coinpanel.webserver.admin-password-file="
          + Files.writeString(files.resolve("p"), PASSWORD + "\n")
    };
    database = TestDatabase.migrated();
    webserver = TestWebserver.start(database, settings);
    other = TestWebserver.start(database, settings);
  }

  @AfterAll
  static void stop() {
    other.close();
    webserver.close();
    database.close();
  }

  private static HttpCaller browser() {
    return HttpCaller.local(webserver.port())
        .with("Origin", "http://localhost:" + webserver.port())
        .with("Sec-Fetch-Site", "same-origin");
  }

  private static HttpCaller.Answer signIn(String name, String password) {
    return browser()
        .post("/api/v1/session", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
  }

  /** A browser with the cookies of the answer and of the page's first request. */
  private static HttpCaller signedIn(HttpCaller.Answer answer, int port) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    String session = "coinpanel_session=" + cookie(answer, "coinpanel_session");
    HttpCaller caller = HttpCaller.local(port).with("Cookie", session);
    String csrf = cookie(caller.get("/api/v1/account"), "XSRF-TOKEN");
    return caller.with("Cookie", session + "; XSRF-TOKEN=" + csrf).with("X-XSRF-TOKEN", csrf);
  }

  private static String cookie(HttpCaller.Answer answer, String name) {
    return answer.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.split("[=;]", 3)[1])
        .findFirst()
        .orElseThrow();
  }

  /** The token of a new account's setup link. */
  private static String setupToken(String name) {
    HttpCaller.Answer created =
        HttpCaller.withKey(webserver.port(), ADMIN_KEY)
            .post("/api/v1/accounts", "{\"name\":\"" + name + "\"}");
    String url = created.text("setup_url");
    assertThat(url).startsWith("http://localhost:" + webserver.port() + "/sign-in#setup=");
    return url.split("#setup=", 2)[1];
  }

  private static HttpCaller.Answer setUp(String token, String password) {
    return browser()
        .post("/api/v1/setup", "{\"token\":\"" + token + "\",\"password\":\"" + password + "\"}");
  }

  @Test
  void aSessionIsValidAtEveryWebserverUntilItIsSignedOut() {
    HttpCaller.Answer begun = signIn("root", PASSWORD);
    assertThat(begun.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/");
    HttpCaller here = signedIn(begun, webserver.port());
    HttpCaller there = signedIn(begun, other.port());
    assertThat(there.get("/api/v1/account").text("name")).isEqualTo("root");
    assertThat(there.get("/api/v1/account").json().path("scopes").toString()).contains("admin");
    assertThat(here.get("/").body()).contains("<title>CoinPanel</title>");
    assertThat(here.delete("/api/v1/session").status()).isEqualTo(204);
    assertThat(there.get("/api/v1/account").status()).isEqualTo(401);
  }

  @Test
  void theDatabaseHoldsNothingThatCouldBeUsedAsASession() {
    HttpCaller.Answer begun = signIn("root", PASSWORD);
    String token = cookie(begun, "coinpanel_session");
    List<byte[]> hashes =
        webserver
            .database()
            .sql("select token_hash from web_session")
            .query((row, number) -> row.getBytes(1))
            .list();
    assertThat(hashes).isNotEmpty();
    for (byte[] hash : hashes) {
      String stored = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      assertThat(stored).isNotEqualTo(token);
      HttpCaller thief =
          HttpCaller.local(webserver.port()).with("Cookie", "coinpanel_session=" + stored);
      assertThat(thief.get("/api/v1/account").status()).isEqualTo(401);
    }
  }

  @Test
  void aNameThatCannotBeStoredIsAWrongOne() {
    assertThat(signIn("root\\u0000", PASSWORD).status()).isEqualTo(401);
  }

  @Test
  void aWriteByCookieNeedsTheCsrfToken() {
    HttpCaller page = signedIn(signIn("root", PASSWORD), webserver.port());
    String key = "{\"name\":\"k\",\"scopes\":[\"subscriptions:read\"]}";
    HttpCaller.Answer without = page.without("X-XSRF-TOKEN").post("/api/v1/keys", key);
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text("detail")).isEqualTo("the CSRF token is missing or wrong");
    assertThat(page.with("X-XSRF-TOKEN", "guess").post("/api/v1/keys", key).status())
        .isEqualTo(403);
    assertThat(page.with("Origin", "http://evil.example").post("/api/v1/keys", key).status())
        .isEqualTo(403);
    assertThat(page.post("/api/v1/keys", key).status()).isEqualTo(201);
  }

  @Test
  void aSetupLinkSetsAPasswordOnce() {
    String token = setupToken("newcomer");
    assertThat(setUp(token, "short").status()).isEqualTo(422);
    HttpCaller page = signedIn(setUp(token, PASSWORD), webserver.port());
    assertThat(page.get("/api/v1/account").text("name")).isEqualTo("newcomer");
    assertThat(page.get("/api/v1/accounts").status()).isEqualTo(403);
    assertThat(setUp(token, PASSWORD).status()).isEqualTo(401);
    assertThat(signIn("newcomer", PASSWORD).status()).isEqualTo(204);
  }

  @Test
  void guessedSetupLinksAreLimitedByAddress() {
    try (TestWebserver guessed = TestWebserver.start(database)) {
      HttpCaller guesser = HttpCaller.local(guessed.port());
      String guess = "{\"token\":\"guess\",\"password\":\"a good password\"}";
      for (int i = 0; i < 30; i++) {
        assertThat(guesser.post("/api/v1/setup", guess).status()).isEqualTo(401);
      }
      String unhashed = "{\"token\":\"guess\",\"password\":\"short\"}";
      assertThat(guesser.post("/api/v1/setup", unhashed).status()).isEqualTo(429);
    }
  }

  @Test
  void aChangeOfPasswordEndsTheOtherSessions() {
    HttpCaller first = signedIn(setUp(setupToken("changer"), PASSWORD), webserver.port());
    HttpCaller second = signedIn(signIn("changer", PASSWORD), other.port());
    String change = "{\"current_password\":\"%s\",\"password\":\"another horse\"}";
    assertThat(first.post("/api/v1/account/password", change.formatted("wrong")).text("field"))
        .isEqualTo("current_password");
    assertThat(first.post("/api/v1/account/password", change.formatted(PASSWORD)).status())
        .isEqualTo(204);
    assertThat(first.get("/api/v1/account").status()).isEqualTo(200);
    assertThat(second.get("/api/v1/account").status()).isEqualTo(401);
    assertThat(signIn("changer", PASSWORD).status()).isEqualTo(401);
    assertThat(signIn("changer", "another horse").status()).isEqualTo(204);
  }

  @Test
  void unknownNamesAreAnsweredLikeWrongPasswords() {
    HttpCaller.Answer wrong = signIn("root", "wrong horse");
    HttpCaller.Answer unknown = signIn("nobody", "wrong horse");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
  }

  @Test
  void theSignInPageIsOpenToAll() {
    for (String path : List.of("/sign-in", "/js/sign-in.js", "/css/sign-in.css", "/icon.svg")) {
      assertThat(HttpCaller.local(webserver.port()).get(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void anExportHasAllButSecrets() {
    HttpCaller page = signedIn(setUp(setupToken("leaver"), PASSWORD), webserver.port());
    page.post("/api/v1/keys", "{\"name\":\"exported\",\"scopes\":[\"subscriptions:read\"]}");
    HttpCaller.Answer export = page.get("/api/v1/account/export");
    assertThat(export.status()).as(export.body()).isEqualTo(200);
    assertThat(export.json().path("account").path("name").asString()).isEqualTo("leaver");
    assertThat(export.json().path("keys").path(0).path("name").asString()).isEqualTo("exported");
    assertThat(export.json().propertyNames())
        .contains("sessions", "subscriptions", "notifications");
    assertThat(export.body()).doesNotContain("hash");
  }
}
