package io.coinpanel.benchmarks.deliveries;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.coinpanel.benchmarks.deliveries.Receiver.Post;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What delivering costs at least: a virtual thread for each path signs and posts, one message after
 * the other, with the JDK's client. Stores nothing.
 */
final class PlainLoop implements AutoCloseable {

  private static final int SUCCESS = 2;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final InstantSource clock = InstantSource.system();
  private final URI uri;
  private final String secret;

  PlainLoop(URI uri, String secret) {
    this.uri = uri;
    this.secret = secret;
  }

  /** Returns when all were accepted. */
  void send(Map<String, List<Post>> posts) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sending = new ArrayList<>();
      posts.forEach((path, own) -> sending.add(threads.submit(() -> send(uri.resolve(path), own))));
      for (Future<?> one : sending) {
        one.get();
      }
    }
  }

  private Void send(URI receiver, List<Post> posts)
      throws IOException, InterruptedException, WebhookSigningException {
    Webhook webhook = new Webhook(secret);
    for (Post post : posts) {
      HttpRequest request = request(receiver, webhook, post);
      int status;
      try {
        status = post(request);
      } catch (IOException lost) {
        // Now and then the client takes an answer for data that nobody asked for.
        status = post(request);
      }
      if (status / 100 != SUCCESS) {
        throw new IOException("status " + status);
      }
    }
    return null;
  }

  private int post(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest request(URI receiver, Webhook webhook, Post post)
      throws WebhookSigningException {
    long now = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(receiver)
        .header("Content-Type", "application/json")
        .header("webhook-id", post.id())
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", webhook.sign(post.id(), now, post.body()))
        .POST(BodyPublishers.ofString(post.body()))
        .build();
  }

  @Override
  public void close() {
    http.close();
  }
}
