package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The documented lines for a server on the internet: nginx with TLS, and accounts. */
@ExtendWith(OutputCaptureExtension.class)
class OnTheInternetTest {

  private static final Pattern SETTINGS =
      Pattern.compile("\\*\\*On the internet.*?```\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK =
      Pattern.compile("https://localhost:(\\d+)/sign-in#setup=([A-Za-z0-9_-]{43})");
  private static final String PASSWORD = "correct horse";

  /** More than the failures of an address in a minute, even if the minute ends meanwhile. */
  private static final int MANY = 70;

  private static final int TOO_MANY_REQUESTS = 429;

  @TempDir static Path folder;

  private @Nullable Nginx nginx;
  private @Nullable TestWebserver webserver;
  private int port;
  private HttpClient client;
  private HttpClient other;

  @BeforeAll
  static void createCertificate() throws Exception {
    assumeTrue(Nginx.isInstalled(), "nginx is not installed");
    Nginx.createCertificate(folder);
  }

  @BeforeEach
  void createClients() throws Exception {
    client = Nginx.clientAt("127.0.0.2", Nginx.trusting(folder));
    other = Nginx.clientAt("127.0.0.3", Nginx.trusting(folder));
  }

  @AfterEach
  void stop() {
    client.close();
    other.close();
    if (nginx != null) {
      nginx.close();
    }
    if (webserver != null) {
      webserver.close();
    }
  }

  @Test
  void anAdministratorSetsThePasswordSignsInAndConnects(CapturedOutput log) throws Exception {
    start("");
    assertThat(get("/api/v1/account", "").statusCode()).isEqualTo(401);
    String cookie = signIn(log);
    HttpResponse<String> account = get("/api/v1/account", cookie);
    assertThat(account.body()).contains("\"name\":\"admin\"");
    assertThat(account.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(welcome(cookie)).contains("\"type\":\"welcome\"", "\"name\":\"admin\"");
  }

  @Test
  void countsFailedCredentialsByTheClientsAddressWhateverItClaims() throws Exception {
    start("");
    assertThat(isLimited(client, base(), true)).isTrue();
    assertThat(guess(other, base(), "192.0.2.1")).isEqualTo(401);
  }

  @Test
  void ignoresForwardingHeadersOfOthersThanTheProxy() throws Exception {
    start("");
    String direct = "http://localhost:" + Objects.requireNonNull(webserver).port();
    assertThat(isLimited(client, direct, true)).isTrue();
    assertThat(guess(other, direct, "127.0.0.2")).isEqualTo(401);
  }

  @Test
  void aProxyWithoutForwardingHeadersLetsNobodyInAndCookiesAreSecure(CapturedOutput log)
      throws Exception {
    start("X-Forwarded");
    assertThat(get("/api/v1/account", "").statusCode()).isEqualTo(401);
    String cookie = signIn(log);
    assertThat(welcome(cookie)).contains("\"name\":\"admin\"");
    assertThat(isLimited(client, base(), false)).isTrue();
    assertThat(get("/api/v1/account", cookie).statusCode()).isEqualTo(200);
  }

  /**
   * Starts both.
   *
   * @param omitted if not empty, lines of nginx's configuration with this are left out
   */
  private void start(String omitted) throws IOException {
    port = Nginx.freePort();
    webserver = TestWebserver.alone(documentedSettings());
    nginx =
        Nginx.start(
            folder,
            port,
            webserver.port(),
            file -> omitted.isEmpty() ? file : file.replaceAll(".*" + omitted + ".*\n", ""));
    Eventually.until(this::isUp);
  }

  private boolean isUp() throws InterruptedException {
    try {
      return get("/sign-in", "").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String[] documentedSettings() throws IOException {
    Matcher settings = SETTINGS.matcher(Files.readString(Path.of("../docs/operations.md")));
    assertThat(settings.find()).isTrue();
    return settings
        .group(1)
        .replace("coinpanel.example.com", "localhost:" + port)
        // What the documents say where there are no containers.
        .replace("172.30.87.1", "127.0.0.1")
        .lines()
        .map(line -> "--" + line)
        .toArray(String[]::new);
  }

  private String base() {
    return "https://localhost:" + port;
  }

  /** By the link in the log, then once more with the password; returns the cookie. */
  private String signIn(CapturedOutput log) throws Exception {
    String token =
        LINK.matcher(log.getAll())
            .results()
            .filter(link -> link.group(1).equals(String.valueOf(port)))
            .map(link -> link.group(2))
            .findFirst()
            .orElseThrow();
    post("/api/v1/setup", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, PASSWORD));
    String cookie =
        post("/api/v1/session", "{\"name\":\"admin\",\"password\":\"%s\"}".formatted(PASSWORD));
    assertThat(cookie).startsWith("coinpanel_session=").contains("; Secure", "; HttpOnly");
    return cookie.split(";", 2)[0];
  }

  /** Returns the cookie that is set. */
  private String post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/json")
            .header("Origin", base())
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private HttpResponse<String> get(String path, String cookie)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + path)).header("Cookie", cookie).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** The first message of a WebSocket of the page. */
  private String welcome(String cookie) throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Cookie", cookie)
            .header("Origin", base())
            .buildAsync(URI.create("wss://localhost:" + port + "/ws"), new FirstText(first))
            .join();
    try {
      return first.get(10, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  private record FirstText(CompletableFuture<String> text) implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.complete(data.toString());
      return null;
    }
  }

  /** Whether its failures are limited, with a different address claimed each time or none. */
  private static boolean isLimited(HttpClient client, String base, boolean claims) {
    return IntStream.range(1, MANY)
        .map(i -> guess(client, base, claims ? "192.0.2." + i : ""))
        .anyMatch(status -> status == TOO_MANY_REQUESTS);
  }

  /** The status of a request with a wrong key. */
  private static int guess(HttpClient client, String base, String claimed) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1/account"))
            .header("Authorization", "Bearer cp_12345678_" + "z".repeat(32));
    if (!claimed.isEmpty()) {
      request.header("X-Forwarded-For", claimed);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
