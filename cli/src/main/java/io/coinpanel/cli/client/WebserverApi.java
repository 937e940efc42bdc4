package io.coinpanel.cli.client;

import io.coinpanel.cli.terminal.CommandFailedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A webserver's HTTP interface, used as one account. */
public final class WebserverApi implements AutoCloseable {

  public static final String JSON = "application/json";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REDIRECTIONS = 300;
  private static final int SERVER_ERRORS = 500;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final URI origin;
  private final Credential credential;

  /**
   * Connects at the first request.
   *
   * @param webSocket address of the webserver's WebSocket
   */
  public WebserverApi(URI webSocket, Credential credential) {
    this.origin = origin(webSocket);
    this.credential = credential;
  }

  /** The HTTP side of {@code /ws}, which a proxy may have put below a path. */
  static URI origin(URI webSocket) {
    String path = String.valueOf(webSocket.getPath()).replaceFirst("/(ws)?$", "");
    String scheme = webSocket.getScheme().equals("wss") ? "https" : "http";
    return URI.create(scheme + "://" + webSocket.getAuthority() + path);
  }

  public JsonNode get(String path) throws InterruptedException {
    return parse(get(path, JSON));
  }

  /** The body as it is. */
  public String get(String path, String mediaType) throws InterruptedException {
    return send(request(path).header("Accept", mediaType).GET());
  }

  /** All elements of a list that comes in pages. */
  public List<JsonNode> all(String path, String list) throws InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page = get(path);
    page.path(list).forEach(all::add);
    while (!page.path("next").asString("").isEmpty()) {
      page = get(path + "?after=" + page.path("next").asString());
      page.path(list).forEach(all::add);
    }
    return all;
  }

  public JsonNode post(String path, Object body) throws InterruptedException {
    return post(path, MAPPER.writeValueAsString(body), JSON);
  }

  public JsonNode post(String path, String body, String mediaType) throws InterruptedException {
    return parse(
        send(
            request(path)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))));
  }

  public JsonNode patch(String path, Object body) throws InterruptedException {
    return parse(
        send(
            request(path)
                .header("Content-Type", JSON)
                .method("PATCH", BodyPublishers.ofString(MAPPER.writeValueAsString(body)))));
  }

  public void delete(String path) throws InterruptedException {
    // Without credentials, a server takes only what no web form can send.
    send(request(path).header("Content-Type", JSON).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path));
    if (credential instanceof Credential.Key(String text)) {
      request.header("Authorization", "Bearer " + text);
    }
    return request.timeout(TIMEOUT);
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailedException(
          "No CoinPanel server responds at " + origin + ": " + reason(e) + ".", e);
    }
    if (response.statusCode() < REDIRECTIONS) {
      return response.body();
    }
    throw refused(response);
  }

  private String reason(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "the host " + origin.getHost() + " is unknown";
      }
    }
    return switch (failure) {
      case HttpTimeoutException _ -> "timed out";
      case ConnectException _ -> "the connection was refused";
      default -> failure.getMessage() == null ? "no response" : failure.getMessage();
    };
  }

  private CommandFailedException refused(HttpResponse<String> response) {
    int status = response.statusCode();
    String detail = detail(response);
    if (status == UNAUTHORIZED) {
      return CommandFailedException.refused(credential.rejected(detail));
    }
    return status < SERVER_ERRORS
        ? CommandFailedException.refused(detail, status == TOO_MANY_REQUESTS)
        : new CommandFailedException("The server failed: " + detail + ".");
  }

  /** What the problem details say. */
  private static String detail(HttpResponse<String> response) {
    String status = "HTTP status " + response.statusCode();
    try {
      return MAPPER.readTree(response.body()).path("detail").asString(status);
    } catch (JacksonException notProblemDetails) {
      return status;
    }
  }

  private JsonNode parse(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new CommandFailedException("There is no CoinPanel server at " + origin + ".", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
