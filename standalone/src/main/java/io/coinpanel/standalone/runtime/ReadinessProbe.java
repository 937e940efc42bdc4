package io.coinpanel.standalone.runtime;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Polls a webserver until clients can subscribe. */
public final class ReadinessProbe {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int OK = 200;

  private ReadinessProbe() {}

  /** Whether the webserver on this port became ready with symbols loaded within the timeout. */
  public static boolean await(int port, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!(answers(http, port, "/actuator/health/readiness", "")
          // With a new database the webserver is ready before ingestion has stored symbols.
          && answers(http, port, "/api/symbols", "\"symbol\":"))) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(INTERVAL);
      }
      return true;
    }
  }

  private static boolean answers(HttpClient http, int port, String path, String part)
      throws InterruptedException {
    URI uri = URI.create("http://localhost:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() == OK && answer.body().contains(part);
    } catch (IOException notYet) {
      return false;
    }
  }
}
