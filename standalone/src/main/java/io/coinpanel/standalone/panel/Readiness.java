package io.coinpanel.standalone.panel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a webserver until it says that it is ready. */
public final class Readiness {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int OK = 200;

  private Readiness() {}

  /** Whether the webserver on this port became ready in time. */
  public static boolean await(int port, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    URI uri = URI.create("http://localhost:" + port + "/actuator/health/readiness");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!isReady(http, request)) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(INTERVAL);
      }
      return true;
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
