package io.coinpanel.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a simulator over HTTP. */
final class RestClient {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final Simulator simulator;
  private final Duration timeout;

  RestClient(Simulator simulator) {
    this(simulator, DEADLINE);
  }

  RestClient(Simulator simulator, Duration timeout) {
    this.simulator = simulator;
    this.timeout = timeout;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(simulator.restUri() + path)).timeout(timeout);
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(request(path).build());
  }

  JsonNode json(String path) throws IOException {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  JsonNode post(String path, String body) throws IOException {
    var request = request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return JSON.readTree(send(request).body());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
