package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.identity.OpenIdProvider;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an identity provider, for which the test kit's stands in. */
class JwtTest {

  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
  private static final Instant EARLIER = Instant.parse("2020-01-01T00:00:00Z");
  private static OpenIdProvider provider;
  private static TestWebserver webserver;

  @BeforeAll
  static void start() {
    provider = OpenIdProvider.start();
    webserver = launch(provider.issuer());
  }

  private static TestWebserver launch(String issuer) {
    return TestWebserver.alone(
        "--coinpanel.webserver.jwt-issuer=" + issuer,
        "--coinpanel.webserver.jwt-audience=coinpanel");
  }

  @AfterAll
  static void stop() {
    webserver.close();
    provider.close();
  }

  private static Map<String, Object> claims(String subject) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", provider.issuer());
    claims.put("aud", List.of("coinpanel", "others"));
    claims.put("sub", subject);
    claims.put("exp", LATER.getEpochSecond());
    claims.put("scope", "openid subscriptions:read");
    return claims;
  }

  private static HttpCaller.Answer account(String token) {
    return HttpCaller.withKey(webserver.port(), token).get("/api/v1/account");
  }

  @Test
  void anAccountIsMadeAtFirstUseAndFoundAgain() {
    HttpCaller.Answer first = account(provider.token(claims("u-1")));
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(first.text("name")).isEqualTo("u-1");
    assertThat(first.json().path("scopes")).hasToString("[\"subscriptions:read\"]");
    HttpCaller.Answer second = account(provider.token(claims("u-1")));
    assertThat(second.text("id")).isEqualTo(first.text("id"));
    assertThat(account(provider.token(claims("u-2"))).text("id")).isNotEqualTo(first.text("id"));
  }

  @Test
  void aNameThatIsTakenGetsANumber() {
    Map<String, Object> claims = claims("u-3");
    claims.put("preferred_username", "local");
    assertThat(account(provider.token(claims)).text("name")).isEqualTo("local 2");
  }

  @Test
  void aTokenWithoutScopesMayDoNothing() {
    Map<String, Object> claims = claims("u-4");
    claims.remove("scope");
    HttpCaller caller = HttpCaller.withKey(webserver.port(), provider.token(claims));
    assertThat(caller.get("/api/v1/account").json().path("scopes")).isEmpty();
    assertThat(caller.get("/api/v1/notifications").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"aud", "exp", "iss", "sub"})
  void aTokenThatLacksAClaimIsRefused(String claim) {
    Map<String, Object> claims = claims("u-5");
    claims.remove(claim);
    assertThat(account(provider.token(claims)).status()).isEqualTo(401);
  }

  @Test
  void aTokenForOthersOfOthersOrOutOfDateIsRefused() {
    Map<String, Object> claims = claims("u-6");
    claims.put("aud", "others");
    assertThat(account(provider.token(claims)).status()).isEqualTo(401);
    claims = claims("u-6");
    claims.put("exp", EARLIER.getEpochSecond());
    assertThat(account(provider.token(claims)).status()).isEqualTo(401);
    try (OpenIdProvider forger = OpenIdProvider.start()) {
      assertThat(account(forger.token(claims("u-6"))).status()).isEqualTo(401);
      assertThat(forger.requests()).isZero();
    }
  }

  @Test
  void aProviderThatIsDownStopsNeitherTheStartNorApiKeys() {
    OpenIdProvider gone = OpenIdProvider.start();
    int port = gone.port();
    gone.close();
    try (TestWebserver early = launch(OpenIdProvider.issuer(port))) {
      assertThat(HttpCaller.local(early.port()).get("/api/v1/account").status()).isEqualTo(200);
      Map<String, Object> claims = claims("u-7");
      claims.put("iss", OpenIdProvider.issuer(port));
      HttpCaller.Answer refused =
          HttpCaller.withKey(early.port(), provider.token(claims)).get("/api/v1/account");
      assertThat(refused.status()).as(refused.body()).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("unavailable");
      try (OpenIdProvider back = OpenIdProvider.start(port)) {
        HttpCaller.Answer accepted =
            HttpCaller.withKey(early.port(), back.token(claims)).get("/api/v1/account");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
      }
    }
  }
}
