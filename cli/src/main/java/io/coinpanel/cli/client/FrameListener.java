package io.coinpanel.cli.client;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Queues frames received by the socket's thread. */
final class FrameListener implements WebSocket.Listener {

  private final JsonMapper json;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private volatile int closeStatus;

  FrameListener(JsonMapper json) {
    this.json = json;
  }

  BlockingQueue<Received> received() {
    return received;
  }

  /** The server's close code; 0 if still open. */
  int closeStatus() {
    return closeStatus;
  }

  void closed(String why) {
    received.add(new Received.Closed(why));
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
      received.add(new Received.Message(text, json.readTree(text)));
    } catch (JacksonException e) {
      closed("the server does not use this protocol");
    }
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
    received.add(new Received.Ping());
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    closeStatus = status;
    closed("closed by the server with " + status + (reason.isBlank() ? "" : ": " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    closed("connection lost");
  }
}
