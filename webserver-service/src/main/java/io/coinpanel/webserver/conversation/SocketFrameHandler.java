package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.HandshakeIdentity;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.JettyTransport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.messages.StringMessageSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembles one socket's frames into messages. Spring's and Jetty's own implementations retain
 * method handles, sinks and sessions per socket. Frames are demanded one at a time, so fields need
 * no synchronization.
 */
final class SocketFrameHandler implements FrameHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SocketFrameHandler.class);

  /** Jetty makes two parts of a frame that the network cuts, so parts alone are no offence. */
  private static final int MAX_FRAGMENTS = 16;

  private final Endpoint endpoint;
  private final MessageTimeouts slow;
  private final ClientAddress client;
  private final HandshakeIdentity identity;
  private final MessageProgress progress = new MessageProgress();
  private @Nullable SocketMessages messages;
  private @Nullable CoreSession core;

  /** Of the message that is just being read, so far. */
  private int fragments;

  /** The text that is just being read; null between messages and while binary is. */
  private @Nullable StringMessageSink text;

  SocketFrameHandler(
      Endpoint endpoint, MessageTimeouts slow, ClientAddress client, HandshakeIdentity identity) {
    this.identity = identity;
    this.endpoint = endpoint;
    this.slow = slow;
    this.client = client;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    core = session;
    try {
      messages = endpoint.accept(new JettyTransport(session), client, identity);
      callback.succeeded();
    } catch (RuntimeException e) {
      callback.failed(e);
    } finally {
      progress.demanded(false);
      slow.add(this);
      session.demand();
    }
  }

  /** For one thread only. */
  void abortIfSlow(long now, long timeoutNanos) {
    long bytes = ((WebSocketCoreSession) core()).getConnection().getBytesIn();
    if (progress.isLate(bytes, now, timeoutNanos)) {
      LOG.debug("socket of {} exceeded the message timeout", client);
      core().abort();
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    progress.received();
    countFragments(frame);
    if (countsAsCommand(frame)) {
      messages().countFrame();
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT -> {
        text = new StringMessageSink(core(), this::text, true);
        read(frame, callback);
      }
      case OpCode.CONTINUATION -> read(frame, callback);
      case OpCode.BINARY -> handle(messages()::binary, callback);
      case OpCode.PING -> answer(payload(frame), callback);
      case OpCode.PONG -> {
        String payload = StandardCharsets.UTF_8.decode(payload(frame)).toString();
        handle(() -> messages().pong(payload), callback);
      }
      case OpCode.CLOSE -> callback.succeeded();
      default -> callback.failed(new IllegalStateException("unexpected frame: " + frame));
    }
  }

  /**
   * Frames that a client can send without ever completing a command. Pongs are counted unless they
   * answer a ping of ours.
   */
  private boolean countsAsCommand(Frame frame) {
    return frame.isControlFrame() ? frame.getOpCode() != OpCode.PONG : fragments > MAX_FRAGMENTS;
  }

  private void countFragments(Frame frame) {
    if (!frame.isControlFrame()) {
      fragments = frame.isFin() ? 0 : fragments + 1;
    }
  }

  private static ByteBuffer payload(Frame frame) {
    return frame.hasPayload() ? BufferUtil.copy(frame.getPayload()) : BufferUtil.EMPTY_BUFFER;
  }

  /** The sink limits and validates the text and demands the next frame. */
  private void read(Frame frame, Callback callback) {
    StringMessageSink reading = text;
    if (frame.isFin()) {
      text = null;
    }
    if (reading == null) {
      next(callback);
    } else {
      reading.accept(
          frame,
          Callback.from(
              () -> {
                waiting();
                callback.succeeded();
              },
              e -> reject(e, callback)));
    }
  }

  /** Invalid text closes after pending replies, not immediately. */
  private void reject(Throwable failure, Callback callback) {
    text = null;
    if (failure instanceof CloseException) {
      onError(failure, callback);
    } else {
      callback.failed(failure);
    }
  }

  private @Nullable Object text(@Nullable Object... message) throws InterruptedException {
    messages().text((String) Objects.requireNonNull(message[0]));
    return null;
  }

  private interface Handling {
    void run() throws InterruptedException;
  }

  private void handle(Handling handling, Callback callback) {
    try {
      handling.run();
      next(callback);
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  private void next(Callback callback) {
    callback.succeeded();
    demand();
  }

  private void demand() {
    waiting();
    core().demand();
  }

  private void waiting() {
    progress.demanded(text == null);
  }

  /** A ping may arrive when the socket is closing. */
  private void answer(ByteBuffer payload, Callback callback) {
    core()
        .sendFrame(
            new Frame(OpCode.PONG, payload),
            Callback.from(() -> next(callback), failure -> callback.succeeded()),
            false);
  }

  @Override
  public void onError(Throwable failure, Callback callback) {
    try {
      messages().failed(failure);
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    slow.remove(this);
    try {
      messages().closed();
      callback.succeeded();
    } catch (RuntimeException e) {
      callback.failed(e);
    }
  }

  private SocketMessages messages() {
    return Objects.requireNonNull(messages, "the socket is not open yet");
  }

  private CoreSession core() {
    return Objects.requireNonNull(core, "the socket is not open yet");
  }
}
