package io.coinpanel.webserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who sends HTTP requests, always with the same headers. */
final class HttpCaller {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private final List<String> headers;

  private HttpCaller(int port, List<String> headers) {
    this.port = port;
    this.headers = headers;
  }

  /** Somebody without a credential on this machine. */
  static HttpCaller local(int port) {
    return new HttpCaller(port, List.of("Content-Type", "application/json"));
  }

  static HttpCaller withKey(int port, String key) {
    return local(port).with("Authorization", "Bearer " + key);
  }

  /** The same one, with one more header or another value of it. */
  HttpCaller with(String header, String value) {
    HttpCaller other = without(header);
    other.headers.addAll(List.of(header, value));
    return other;
  }

  HttpCaller without(String header) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      if (!headers.get(i).equals(header)) {
        kept.addAll(headers.subList(i, i + 2));
      }
    }
    return new HttpCaller(port, kept);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      return JSON.readTree(body());
    }

    String text(String field) {
      return json().path(field).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
