package io.coinpanel.cli.client;

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

/** One WebSocket to a webserver. Used by one thread; incoming messages are queued. */
public final class WebserverClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);
  private static final int RESUMED_ELSEWHERE = 4001;
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final WebSocket socket;
  private final FrameListener frameListener;

  private WebserverClient(HttpClient http, WebSocket socket, FrameListener frameListener) {
    this.http = http;
    this.socket = socket;
    this.frameListener = frameListener;
  }

  /**
   * Connects.
   *
   * @throws WebserverUnreachableException if the server is unreachable or rejects the connection
   */
  public static WebserverClient open(URI uri) throws WebserverUnreachableException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    FrameListener frameListener = new FrameListener(JSON);
    try {
      WebSocket socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .buildAsync(uri, frameListener)
              .join();
      return new WebserverClient(http, socket, frameListener);
    } catch (CompletionException e) {
      http.shutdownNow();
      throw WebserverUnreachableException.of(uri, e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Receives the next message.
   *
   * @return {@link Received.Closed} after a timeout without any frame, since the server pings more
   *     often
   */
  public Received receive(Duration timeout) throws InterruptedException {
    Received received = frameListener.received().poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return received == null
        ? new Received.Closed("nothing received for " + timeout.toSeconds() + " s")
        : received;
  }

  /** Sends a command; failures are reported as {@link Received.Closed}. */
  public synchronized void send(Map<String, ?> command) {
    try {
      // The socket accepts one message at a time.
      var _ =
          socket
              .sendText(JSON.writeValueAsString(command), true)
              .get(SEND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      frameListener.closed("sending failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the server closed it with 4001 because the token was resumed elsewhere. */
  public boolean isResumedElsewhere() {
    return frameListener.closeStatus() == RESUMED_ELSEWHERE;
  }

  @Override
  public void close() {
    try {
      var _ =
          socket
              .sendClose(WebSocket.NORMAL_CLOSURE, "")
              .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException alreadyGone) {
      socket.abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
