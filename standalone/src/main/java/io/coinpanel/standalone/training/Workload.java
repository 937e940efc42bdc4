package io.coinpanel.standalone.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Training workload of clients and browsers. */
final class Workload {

  private static final int CLIENTS = 10;
  private static final List<String> PAGES =
      List.of("/", "/api/symbols?query=btc", "/asyncapi.yaml", "/actuator/health/liveness");

  private Workload() {}

  /** Returns how many notifications the clients have received. */
  static int run(int port, Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    int notifications = 0;
    URI socket = URI.create("ws://localhost:" + port + "/ws");
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> client = () -> new TrainingClient(socket).run(end);
      for (Future<Integer> result : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
        notifications += result.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    }
    browse("http://localhost:" + port);
    return notifications;
  }

  private static void browse(String origin) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + page)).build();
        http.send(request, BodyHandlers.discarding());
      }
    }
  }
}
