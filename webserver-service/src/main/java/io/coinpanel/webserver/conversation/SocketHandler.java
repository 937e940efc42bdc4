package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionLifecycle;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.CommandParser;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ParsedFrame;
import io.coinpanel.webserver.protocol.ParsedFrame.Invalid;
import io.coinpanel.webserver.protocol.ParsedFrame.Valid;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.CommandRateLimit;
import io.coinpanel.webserver.socket.JettyTransport;
import io.coinpanel.webserver.socket.Sockets;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Handles messages of sockets, one at a time on the reader thread, which may block; the client's
 * next frames then wait in the network.
 */
final class SocketHandler extends AbstractWebSocketHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
  private static final String STATE = "talk";

  private final Sockets sockets;
  private final SocketLimit socketLimit;
  private final ConnectionLifecycle connectionLifecycle;
  private final CommandDispatcher conversation;
  private final CommandParser reader;
  private final ErrorReplies errorReplies;
  private final CommandMetrics metrics;
  private final int commandsPerSecond;

  SocketHandler(
      Sockets sockets,
      SocketLimit socketLimit,
      ConnectionLifecycle connectionLifecycle,
      CommandDispatcher conversation,
      ErrorReplies errorReplies,
      CommandMetrics metrics,
      InstantSource clock,
      int commandsPerSecond) {
    this.sockets = sockets;
    this.socketLimit = socketLimit;
    this.connectionLifecycle = connectionLifecycle;
    this.conversation = conversation;
    this.reader = new CommandParser(clock);
    this.errorReplies = errorReplies;
    this.metrics = metrics;
    this.commandsPerSecond = commandsPerSecond;
  }

  /** Per-socket state; includes the address, which a closed socket no longer has. */
  private record SocketState(
      ClientSocket connection, CommandRateLimit rate, ClientAddress address) {}

  private static @Nullable SocketState stateOf(WebSocketSession session) {
    return (SocketState) session.getAttributes().get(STATE);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    ClientSocket connection = sockets.connect(JettyTransport.of(session));
    ClientAddress address = ((CoreWebSocketSession) session).client();
    CommandRateLimit rate = new CommandRateLimit(commandsPerSecond);
    session.getAttributes().put(STATE, new SocketState(connection, rate, address));
    if (!socketLimit.tryAcquire(address)) {
      connection.close(CloseReason.FLOODING);
    }
    if (connection.isOpen()) {
      open(connection, address);
    }
  }

  private void open(ClientSocket connection, ClientAddress address) {
    try {
      connectionLifecycle.open(connection, address);
    } catch (RuntimeException e) {
      CommandFailures.log("opening a connection", e);
      errorReplies.unavailable(connection, Echo.NONE);
      connection.close(CloseReason.UNAVAILABLE);
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage frame)
      throws InterruptedException {
    SocketState socketState = stateOf(session);
    if (socketState == null || !socketState.connection().isOpen()) {
      return;
    }
    long came = millis();
    socketState.connection().awaitReady();
    long now = millis();
    socketState.rate().addStall(now - came);
    handle(socketState, reader.parse(frame.getPayload()), now);
    socketState.rate().addStall(millis() - now);
  }

  /** Monotonic, so that wall clock steps do not affect the rate limit. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(SystemNanoClock.INSTANCE.nanoTime());
  }

  private void handle(SocketState socketState, ParsedFrame parsedFrame, long now)
      throws InterruptedException {
    switch (socketState.rate().check(now)) {
      case ACCEPTED -> answer(socketState.connection(), parsedFrame);
      case REJECTED -> rejectTooFast(socketState.connection(), parsedFrame);
      case FLOODED -> {
        rejectTooFast(socketState.connection(), parsedFrame);
        socketState.connection().close(CloseReason.FLOODING);
      }
    }
  }

  private void answer(ClientSocket connection, ParsedFrame parsedFrame)
      throws InterruptedException {
    switch (parsedFrame) {
      case Valid(Echo echo, var command) -> {
        metrics.understood(command.type());
        try {
          conversation.dispatch(connection, echo, command);
        } catch (RuntimeException e) {
          CommandFailures.log("a command of connection " + connection.id(), e);
          errorReplies.unavailable(connection, echo);
        }
        if (!(command instanceof Command.Resume)) {
          connection.markStarted();
        }
      }
      case Invalid(Echo echo, var code, var message) ->
          errorReplies.reject(connection, echo, code, message);
    }
  }

  private void rejectTooFast(ClientSocket connection, ParsedFrame parsedFrame) {
    String message = "at most " + commandsPerSecond + " commands a second";
    errorReplies.reject(connection, parsedFrame.echo(), ErrorCode.RATE_LIMITED, message);
  }

  /** Counts a non-command frame against the command rate limit. */
  void countFrame(WebSocketSession session) {
    SocketState socketState = stateOf(session);
    if (socketState != null) {
      if (socketState.rate().check(millis()) == CommandRateLimit.Verdict.FLOODED) {
        socketState.connection().close(CloseReason.FLOODING);
      }
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage frame)
      throws InterruptedException {
    closeAfterReply(session, CloseReason.BINARY);
  }

  /** Closes after the reply to the command in progress was sent. */
  private void closeAfterReply(WebSocketSession session, CloseReason reason)
      throws InterruptedException {
    SocketState socketState = stateOf(session);
    if (socketState != null) {
      socketState.connection().awaitCommandEnd();
      socketState.connection().close(reason);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage pong) {
    SocketState socketState = stateOf(session);
    if (socketState != null) {
      String payload = StandardCharsets.UTF_8.decode(pong.getPayload()).toString();
      if (!socketState.connection().pong(payload)) {
        countFrame(session);
      }
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure)
      throws InterruptedException {
    LOG.debug("socket {} failed", session.getId(), failure);
    switch (failure) {
      case BadPayloadException _ -> closeAfterReply(session, CloseReason.NOT_UTF8);
      case MessageTooLargeException _ -> closeAfterReply(session, CloseReason.TOO_LONG);
      default -> {}
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    SocketState socketState = stateOf(session);
    if (socketState != null && socketState.connection().closed()) {
      socketLimit.release(socketState.address());
      connectionLifecycle.disconnected(socketState.connection());
    }
  }
}
