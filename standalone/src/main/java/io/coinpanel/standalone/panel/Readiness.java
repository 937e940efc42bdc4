package io.coinpanel.standalone.panel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a webserver until clients can subscribe there. */
public final class Readiness {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int OK = 200;

  private Readiness() {}

  /** Whether the webserver on this port became ready, and had the list of symbols, in time. */
  public static boolean await(int port, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!(answers(http, port, "/actuator/health/readiness", "")
          // A webserver of a new database is ready before ingestion has stored any symbols.
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
