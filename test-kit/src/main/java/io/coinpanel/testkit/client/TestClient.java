package io.coinpanel.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A protocol client: sends text and waits for messages, both validated against the published
 * document.
 */
public final class TestClient implements WebSocket.Listener, AutoCloseable {

  public static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final Duration deadline;
  private final WebSocket socket;
  private final JsonNode welcome;
  private volatile @Nullable AssertionError undocumented;

  private TestClient(int port, Duration deadline) {
    this.deadline = deadline;
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(URI.create("ws://localhost:" + port + "/ws"), this)
            .join();
    welcome = next();
  }

  public static TestClient connect(int port) {
    return connect(port, DEADLINE);
  }

  /** Connects; each wait for a message has this deadline. */
  public static TestClient connect(int port, Duration deadline) {
    return new TestClient(port, deadline);
  }

  public JsonNode welcome() {
    return welcome;
  }

  public String token() {
    return welcome.get("resume_token").asString();
  }

  public long connectionId() {
    return Long.parseLong(welcome.get("connection_id").asString());
  }

  public TestClient send(String text) {
    ProtocolDocument.checkCommand(text.replace('\'', '"'));
    return sendAnything(text);
  }

  /** Sends what need not be a command. */
  public TestClient sendAnything(String text) {
    socket.sendText(text.replace('\'', '"'), true).join();
    return this;
  }

  public TestClient send(Map<String, ?> command) {
    return send(JSON.writeValueAsString(command));
  }

  /** Sends a command and returns the next message as its reply. */
  public JsonNode ask(String text) {
    send(text);
    return next();
  }

  /** Sends what need not be a command, and returns the next message. */
  public JsonNode askAnything(String text) {
    sendAnything(text);
    return next();
  }

  public JsonNode next() {
    try {
      JsonNode message = messages.poll(deadline.toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("the server said nothing");
      }
      return message;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public List<JsonNode> next(int count) {
    List<JsonNode> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(next());
    }
    return all;
  }

  /** Skips what it is not looking for. */
  public JsonNode next(Predicate<JsonNode> wanted) {
    JsonNode message = next();
    while (!wanted.test(message)) {
      message = next();
    }
    return message;
  }

  /** Skips messages of other types; fails at an error. */
  public JsonNode skipTo(String type) {
    JsonNode message = next();
    while (!type(message).equals(type)) {
      assertThat(type(message)).as(message.toString()).isNotEqualTo("error");
      message = next();
    }
    return message;
  }

  private static String type(JsonNode message) {
    return message.get("type").asString();
  }

  /** The next message, which must be of this type. */
  public JsonNode nextOfType(String type) {
    JsonNode message = next();
    assertThat(type(message)).as(message.toString()).isEqualTo(type);
    return message;
  }

  /** Fails if the server sends anything before the reply to a ping. */
  public void expectNothing() {
    assertThat(ask("{'type':'ping','ref':'quiet'}").toString())
        .isEqualTo("{\"type\":\"pong\",\"ref\":\"quiet\"}");
  }

  public int closeCode() {
    return closed.orTimeout(deadline.toSeconds(), TimeUnit.SECONDS).join();
  }

  public WebSocket socket() {
    return socket;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      onMessage(JSON.readTree(partial.toString()));
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  private void onMessage(JsonNode message) {
    try {
      ProtocolDocument.checkMessage(message);
    } catch (AssertionError e) {
      undocumented = e;
    }
    messages.add(message);
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    throw new AssertionError("the server never sends binary frames");
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.completeExceptionally(error);
  }

  /** Disconnects without a close frame. */
  public void cut() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
    if (undocumented != null) {
      throw undocumented;
    }
  }
}
