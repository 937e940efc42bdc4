package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Polls a webserver until clients can subscribe. */
public final class ReadinessProbe {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private ReadinessProbe() {}

  /** Whether the webserver on this port became ready with symbols loaded within the timeout. */
  public static boolean await(int port, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!(isReady(http, port) && hasSymbols(http, port))) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(INTERVAL);
      }
      return true;
    }
  }

  private static boolean isReady(HttpClient http, int port) throws InterruptedException {
    return ask(http, port, "/actuator/health/readiness")
        .filter(answer -> answer.statusCode() == OK)
        .isPresent();
  }

  /**
   * With a new database the webserver is ready before ingestion has stored symbols. Where only
   * accounts may ask for them, that cannot be seen from here.
   */
  private static boolean hasSymbols(HttpClient http, int port) throws InterruptedException {
    return ask(http, port, "/api/symbols")
        .filter(
            answer ->
                switch (answer.statusCode()) {
                  case OK -> answer.body().contains("\"symbol\":");
                  case UNAUTHORIZED -> true;
                  default -> false;
                })
        .isPresent();
  }

  /** Empty if there is no response yet. */
  private static Optional<HttpResponse<String>> ask(HttpClient http, int port, String path)
      throws InterruptedException {
    URI uri = URI.create("http://localhost:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    try {
      return Optional.of(http.send(request, BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }
}
