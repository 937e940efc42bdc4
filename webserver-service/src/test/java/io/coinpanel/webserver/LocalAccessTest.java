package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.RawRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is account {@code local}, and what its requests need, with each rule broken once. */
class LocalAccessTest {

  private static final String KEY = "{\"name\":\"phone\",\"scopes\":[\"subscriptions:read\"]}";
  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone("--coinpanel.webserver.allowed-origins=https://friend.example");
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  private static HttpCaller local() {
    return HttpCaller.local(webserver.port());
  }

  @Test
  void theMachineItselfIsAccountLocalWithoutAdministration() {
    HttpCaller.Answer account = local().get("/api/v1/account");
    assertThat(account.text("name")).isEqualTo("local");
    assertThat(account.json().path("scopes"))
        .hasToString("[\"subscriptions:read\",\"subscriptions:write\",\"destinations\"]");
    assertThat(local().get("/api/v1/accounts").status()).isEqualTo(403);
    assertThat(local().post("/api/v1/keys", "{\"name\":\"x\",\"scopes\":[\"admin\"]}").status())
        .isEqualTo(403);
  }

  @Test
  void aKeyOfLocalIsTheSameAccountFromElsewhere() {
    HttpCaller.Answer made = local().post("/api/v1/keys", KEY);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    HttpCaller phone =
        HttpCaller.withKey(webserver.port(), made.text("key")).with("X-Forwarded-For", "192.0.2.1");
    assertThat(phone.get("/api/v1/account").text("name")).isEqualTo("local");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, 192.0.2.1",
    "X-Forwarded-Proto, https",
    "X-Forwarded-Anything, x",
    "Forwarded, for=192.0.2.1",
    "Via, 1.1 proxy"
  })
  void aRequestThroughAProxyIsNobody(String header, String value) {
    assertThat(local().with(header, value).get("/api/v1/account").status()).isEqualTo(401);
    assertThat(local().with(header, value).post("/api/v1/keys", KEY).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"localhost, 200", "127.0.0.1:80, 200", "[::1]:80, 200", "box.lan, 401", "box, 401"})
  void theHostMustBeListed(String host, int status) throws IOException {
    String request =
        "GET /api/v1/account HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
    assertThat(RawRequest.status(webserver.port(), request)).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--coinpanel.webserver.public-url=http://localhost:8000",
        "--coinpanel.webserver.trusted-proxies=192.0.2.0/24",
        "--coinpanel.webserver.local-networks=192.0.2.0/24",
        "--coinpanel.webserver.access=accounts"
      })
  void behindAProxyOrFromOtherNetworksOrWithAccountsNobodyIsLocal(String setting) {
    try (TestWebserver guarded = TestWebserver.alone(setting)) {
      assertThat(HttpCaller.local(guarded.port()).get("/api/v1/account").status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain",
    "Content-Type, application/x-www-form-urlencoded",
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, https://friend.example",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void anotherSitesPageWritesNothing(String header, String value) {
    HttpCaller page = local().with(header, value);
    HttpCaller.Answer answer = page.post("/api/v1/keys", KEY);
    assertThat(answer.status()).as(answer.body()).isEqualTo(403);
    assertThat(answer.text("code")).isEqualTo("forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/%761/keys", "/%61pi/v1/keys"})
  void anEscapedPathIsNoWayAround(String path) {
    assertThat(local().with("Sec-Fetch-Site", "cross-site").post(path, KEY).status())
        .isEqualTo(403);
    assertThat(local().with("Origin", "http://evil.example").post(path, KEY).status())
        .isEqualTo(403);
  }

  @Test
  void aWriteNeedsAContentType() {
    assertThat(local().without("Content-Type").delete("/api/v1/keys/12345678").status())
        .isEqualTo(403);
    assertThat(local().delete("/api/v1/keys/12345678").status()).isEqualTo(404);
  }

  @Test
  void anotherSitesPageReadsNothing() {
    HttpCaller page = local().with("Origin", "http://evil.example");
    assertThat(page.get("/api/v1/account").status()).isEqualTo(403);
  }

  @Test
  void theOwnPageReadsAndWrites() {
    HttpCaller page =
        local()
            .with("Origin", "http://localhost:" + webserver.port())
            .with("Sec-Fetch-Site", "same-origin");
    assertThat(page.get("/api/v1/account").status()).isEqualTo(200);
    assertThat(page.post("/api/v1/keys", KEY).status()).isEqualTo(201);
  }

  @Test
  void aWrongTokenIsNotLocal() {
    HttpCaller wrong = HttpCaller.withKey(webserver.port(), "cp_12345678_" + "z".repeat(32));
    assertThat(wrong.get("/api/v1/account").status()).isEqualTo(401);
    assertThat(HttpCaller.withKey(webserver.port(), "nonsense").get("/api/v1/account").status())
        .isEqualTo(401);
  }
}
