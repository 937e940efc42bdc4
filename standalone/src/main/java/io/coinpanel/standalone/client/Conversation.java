package io.coinpanel.standalone.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** One connection to a webserver. One thread talks; what the server says waits until it asks. */
public final class Conversation implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final int RESUMED_ELSEWHERE = 4001;
  private static final Duration GOODBYE = Duration.ofMillis(500);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final WebSocket socket;
  private final Ears ears;

  private Conversation(HttpClient http, WebSocket socket, Ears ears) {
    this.http = http;
    this.socket = socket;
    this.ears = ears;
  }

  /**
   * Connects.
   *
   * @throws Unreachable if the server cannot be reached or refuses
   */
  public static Conversation open(URI uri) throws Unreachable {
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    Ears ears = new Ears(JSON);
    try {
      WebSocket socket =
          http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT).buildAsync(uri, ears).join();
      return new Conversation(http, socket, ears);
    } catch (CompletionException e) {
      http.shutdownNow();
      throw Unreachable.of(uri, e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * What the server says next.
   *
   * @return {@link Heard.Closed} when nothing at all came for so long, as the server pings more
   *     often
   */
  public Heard next(Duration patience) throws InterruptedException {
    Heard heard = ears.heard().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return heard == null
        ? new Heard.Closed("nothing heard for " + patience.toSeconds() + " s")
        : heard;
  }

  /** Sends a command; that it failed is heard as {@link Heard.Closed}. */
  public synchronized void say(Map<String, ?> command) {
    try {
      // The socket takes one message at a time.
      var _ =
          socket
              .sendText(JSON.writeValueAsString(command), true)
              .get(SEND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      ears.over("sending failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the server closed because another connection has resumed with the same token. */
  public boolean isResumedElsewhere() {
    return ears.closeStatus() == RESUMED_ELSEWHERE;
  }

  @Override
  public void close() {
    try {
      var _ =
          socket
              .sendClose(WebSocket.NORMAL_CLOSURE, "")
              .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException alreadyGone) {
      socket.abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
