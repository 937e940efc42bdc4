package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.identity.OpenIdProvider;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** People who sign in at an identity provider, for which the test kit's stands in. */
class ProviderLoginTest {

  private static TestWebserver launch(int providerPort) {
    return TestWebserver.alone(
        "--coinpanel.webserver.access=accounts",
        "--spring.security.oauth2.client.registration.test.client-id=coinpanel",
        "--spring.security.oauth2.client.registration.test.client-secret=secret",
        "--spring.security.oauth2.client.registration.test.scope=openid",
        "--spring.security.oauth2.client.registration.test.client-name=Our directory",
        "--spring.security.oauth2.client.provider.test.issuer-uri="
            + OpenIdProvider.issuer(providerPort));
  }

  /** A browser that follows redirects and keeps cookies. */
  private static final class Browser {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();

    HttpResponse<String> open(String url) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/html, */*;q=0.8").build();
      try {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    String cookie(String name) {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals(name))
          .map(HttpCookie::getValue)
          .findFirst()
          .orElse("");
    }
  }

  private static String url(TestWebserver webserver, String path) {
    return "http://localhost:" + webserver.port() + path;
  }

  @Test
  void whoComesBackFromTheProviderIsSignedIn() {
    try (OpenIdProvider provider = OpenIdProvider.start();
        TestWebserver webserver = launch(provider.port())) {
      HttpCaller.Answer options = HttpCaller.local(webserver.port()).get("/api/v1/session");
      assertThat(options.json().path("providers").path(0).path("name").asString())
          .isEqualTo("Our directory");
      provider.login("ann");
      Browser browser = new Browser();
      HttpResponse<String> page = browser.open(url(webserver, "/oauth2/authorization/test"));
      assertThat(page.uri().getPath()).as(page.body()).isEqualTo("/");
      assertThat(page.body()).contains("<title>CoinPanel</title>");
      HttpResponse<String> account = browser.open(url(webserver, "/api/v1/account"));
      assertThat(account.body())
          .contains("\"name\":\"ann\"", "\"credential\":\"session\"")
          .doesNotContain("\"admin\"");
      assertThat(browser.cookie("coinpanel_session")).isNotEmpty();
    }
  }

  @Test
  void aCallbackThatNobodyAskedForSignsNobodyIn() {
    try (OpenIdProvider provider = OpenIdProvider.start();
        TestWebserver webserver = launch(provider.port())) {
      Browser browser = new Browser();
      HttpResponse<String> page =
          browser.open(url(webserver, "/login/oauth2/code/test?code=x&state=y"));
      assertThat(page.uri().getPath()).isEqualTo("/sign-in");
      assertThat(browser.cookie("coinpanel_session")).isEmpty();
    }
  }

  @Test
  void aProviderThatIsDownStopsNeitherTheStartNorLaterSignIns() {
    OpenIdProvider gone = OpenIdProvider.start();
    int port = gone.port();
    gone.close();
    try (TestWebserver webserver = launch(port)) {
      Browser browser = new Browser();
      String begin = url(webserver, "/oauth2/authorization/test");
      assertThat(browser.open(begin).uri().getPath()).isEqualTo("/sign-in");
      try (OpenIdProvider back = OpenIdProvider.start(port)) {
        back.login("bob");
        assertThat(browser.open(begin).uri().getPath()).isEqualTo("/");
      }
    }
  }
}
