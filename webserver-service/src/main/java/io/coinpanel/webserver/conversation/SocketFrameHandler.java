package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.proxy.ClientAddress;
import java.nio.ByteBuffer;
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
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Assembles one socket's frames into messages for Spring's handler. Jetty's implementation retains
 * method handles, sinks and sessions per socket. Frames are demanded one at a time, so fields need
 * no synchronization.
 */
final class SocketFrameHandler implements FrameHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SocketFrameHandler.class);

  /** Jetty makes two parts of a frame that the network cuts, so parts alone are no offence. */
  private static final int MAX_FRAGMENTS = 16;

  private final SocketHandler handler;
  private final MessageTimeouts slow;
  private final ClientAddress client;
  private @Nullable CoreWebSocketSession socket;
  private @Nullable CoreSession core;

  /** Of the message that is just being read, so far. */
  private int fragments;

  /** The text that is just being read; null between messages and while binary is. */
  private @Nullable StringMessageSink text;

  /** Whether a frame was demanded: then the client is the one to send. */
  private volatile boolean demanded;

  /** Messages read to their end, and control frames between them; published by demanded. */
  private int finished;

  /** As the last sweep saw them; the sweeper's own, as is the time since when a message is late. */
  private int sweptFinished;

  private long sweptBytes;
  private boolean unfinished;
  private long unfinishedSince;

  SocketFrameHandler(SocketHandler handler, MessageTimeouts slow, ClientAddress client) {
    this.handler = handler;
    this.slow = slow;
    this.client = client;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    core = session;
    socket = new CoreWebSocketSession(session, client);
    try {
      handler.afterConnectionEstablished(socket());
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    } finally {
      demanded = true;
      slow.add(this);
      session.demand();
    }
  }

  /** For one thread only. */
  void abortIfSlow(long now, long timeoutNanos) {
    boolean waiting = demanded;
    long bytes = ((WebSocketCoreSession) core()).getConnection().getBytesIn();
    if (!waiting || finished != sweptFinished) {
      sweptFinished = finished;
      sweptBytes = bytes;
      unfinished = false;
    } else if (!unfinished && bytes != sweptBytes) {
      unfinished = true;
      unfinishedSince = now;
    } else if (unfinished && now - unfinishedSince >= timeoutNanos) {
      LOG.debug("socket of {} exceeded the message timeout", client);
      core().abort();
    }
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    demanded = false;
    countFragments(frame);
    if (countsAsCommand(frame)) {
      handler.countFrame(socket());
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT -> {
        text = new StringMessageSink(core(), this::understand, true);
        read(frame, callback);
      }
      case OpCode.CONTINUATION -> read(frame, callback);
      case OpCode.BINARY -> handle(new BinaryMessage(BufferUtil.EMPTY_BUFFER), callback);
      case OpCode.PING -> answer(payload(frame), callback);
      case OpCode.PONG -> handle(new PongMessage(payload(frame)), callback);
      case OpCode.CLOSE -> callback.succeeded();
      default -> callback.failed(new IllegalStateException("unexpected frame:  " + frame));
    }
  }

  /**
   * Frames that a client can send without ever completing a command. Pongs are counted by the
   * handler unless they answer a server ping.
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

  private @Nullable Object understand(@Nullable Object... message) throws Exception {
    handler.handleMessage(socket(), new TextMessage((String) Objects.requireNonNull(message[0])));
    return null;
  }

  private void handle(WebSocketMessage<?> message, Callback callback) {
    try {
      handler.handleMessage(socket(), message);
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
    if (text == null) {
      finished++;
    }
    demanded = true;
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
      handler.handleTransportError(socket(), failure);
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    slow.remove(this);
    try {
      handler.afterConnectionClosed(
          socket(),
          new org.springframework.web.socket.CloseStatus(status.getCode(), status.getReason()));
      callback.succeeded();
    } catch (Exception e) {
      callback.failed(e);
    }
  }

  private CoreWebSocketSession socket() {
    return Objects.requireNonNull(socket, "the socket is not open yet");
  }

  private CoreSession core() {
    return Objects.requireNonNull(core, "the socket is not open yet");
  }
}
