package io.coinpanel.systemtests.soak;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One socket of a client. It can stop reading, so that what the server says fills the network. */
final class SoakSocket implements WebSocket.Listener {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SoakClient client;
  private final StringBuilder partial = new StringBuilder();

  // All guarded by this line's monitor.
  private @Nullable WebSocket socket;
  private boolean stalled;
  private boolean requestPending;
  private boolean aborted;

  SoakSocket(SoakClient client) {
    this.client = client;
  }

  @Override
  public synchronized void onOpen(WebSocket opened) {
    socket = opened;
    if (aborted) {
      opened.abort();
    } else {
      opened.request(1);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      String text = partial.toString();
      partial.setLength(0);
      client.onMessage(this, JSON.readTree(text.getBytes(StandardCharsets.UTF_8)));
    }
    requestNext(from);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
    client.pinged(this);
    return WebSocket.Listener.super.onPing(from, payload);
  }

  private synchronized void requestNext(WebSocket from) {
    if (stalled) {
      requestPending = true;
    } else {
      from.request(1);
    }
  }

  synchronized void stall() {
    stalled = true;
  }

  synchronized boolean isStalled() {
    return stalled;
  }

  synchronized void resumeReading() {
    stalled = false;
    if (requestPending && socket != null) {
      requestPending = false;
      socket.request(1);
    }
  }

  synchronized void send(String text) {
    if (socket != null) {
      // What cannot be sent is not answered, and that is noticed.
      var _ = socket.sendText(text, true);
    }
  }

  synchronized void close() {
    if (socket != null) {
      var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
  }

  synchronized void abort() {
    aborted = true;
    if (socket != null) {
      socket.abort();
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    client.closed(this, code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    client.lost(this, failure.toString());
  }
}
