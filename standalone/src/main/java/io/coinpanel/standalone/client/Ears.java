package io.coinpanel.standalone.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Puts what the socket's thread hears into a queue. */
final class Ears implements WebSocket.Listener {

  private final JsonMapper json;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile int closeStatus;

  Ears(JsonMapper json) {
    this.json = json;
  }

  BlockingQueue<Heard> heard() {
    return heard;
  }

  /** What the server closed with; 0 as long as it has not. */
  int closeStatus() {
    return closeStatus;
  }

  void over(String why) {
    heard.add(new Heard.Closed(why));
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      message(partial.toString());
      partial.setLength(0);
    }
    socket.request(1);
    return null;
  }

  private void message(String text) {
    try {
      heard.add(new Heard.Message(text, json.readTree(text)));
    } catch (JacksonException e) {
      over("the server does not speak this protocol");
    }
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
    heard.add(new Heard.Ping());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    closeStatus = status;
    over("the server closed with " + status + (reason.isBlank() ? "" : ": " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    over("connection lost");
  }
}
