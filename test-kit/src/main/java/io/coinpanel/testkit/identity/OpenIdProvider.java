package io.coinpanel.testkit.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider with discovery, keys, and a login that asks nobody for a password: whoever
 * comes is the person named by {@link #login}.
 */
public final class OpenIdProvider implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int FOUND = 302;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final SigningKey key = new SigningKey();
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile String person = "nobody";

  private OpenIdProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts one on any free port. */
  public static OpenIdProvider start() {
    return start(0);
  }

  /** Starts one where another was before. */
  public static OpenIdProvider start(int port) {
    try {
      return new OpenIdProvider(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String issuer() {
    return issuer(port());
  }

  /** The issuer of a provider that will be started at this port. */
  public static String issuer(int port) {
    return "http://localhost:" + port;
  }

  /** How many requests it has answered. */
  public int requests() {
    return requests.get();
  }

  /** Whoever logs in from now on is this person. */
  public void login(String subject) {
    person = subject;
  }

  /** A signed token with these claims. */
  public String token(Map<String, Object> claims) {
    return key.sign(claims);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/.well-known/openid-configuration" -> answer(exchange, configuration());
        case "/keys" -> answer(exchange, key.publicKeys());
        case "/authorize" -> authorize(exchange);
        case "/token" -> exchangeCode(exchange);
        default -> exchange.sendResponseHeaders(NOT_FOUND, -1);
      }
    }
  }

  private Map<String, Object> configuration() {
    Map<String, Object> configuration = new HashMap<>();
    configuration.put("issuer", issuer());
    configuration.put("authorization_endpoint", issuer() + "/authorize");
    configuration.put("token_endpoint", issuer() + "/token");
    configuration.put("jwks_uri", issuer() + "/keys");
    configuration.put("response_types_supported", new String[] {"code"});
    configuration.put("subject_types_supported", new String[] {"public"});
    configuration.put("id_token_signing_alg_values_supported", new String[] {"RS256"});
    return configuration;
  }

  /** Sends the browser back with a code at once. */
  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
    String code = UUID.randomUUID().toString();
    query.put("subject", person);
    codes.put(code, query);
    String back =
        query.get("redirect_uri") + "?code=" + code + "&state=" + encode(query.get("state"));
    exchange.getResponseHeaders().set("Location", back);
    exchange.sendResponseHeaders(FOUND, -1);
  }

  private void exchangeCode(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> query = codes.remove(parameters(form).get("code"));
    if (query == null) {
      exchange.sendResponseHeaders(NOT_FOUND, -1);
      return;
    }
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", issuer());
    claims.put("sub", query.get("subject"));
    claims.put("aud", query.get("client_id"));
    claims.put("nonce", query.get("nonce"));
    claims.put("preferred_username", query.get("subject"));
    SigningKey.addLifetime(claims);
    answer(
        exchange,
        Map.of(
            "access_token",
            UUID.randomUUID().toString(),
            "token_type",
            "Bearer",
            "expires_in",
            60,
            "id_token",
            token(claims)));
  }

  private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
    byte[] json = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, json.length);
    exchange.getResponseBody().write(json);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static String encode(@Nullable String text) {
    return text == null ? "" : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
