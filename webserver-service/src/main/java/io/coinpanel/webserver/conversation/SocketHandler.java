package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.CommandRate;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.JettyWire;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.CommandReader;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Reading;
import io.coinpanel.webserver.protocol.Reading.Refused;
import io.coinpanel.webserver.protocol.Reading.Understood;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.session.Sessions;
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
 * Where sockets come in. A socket's frames are handled one after the other on its reading thread,
 * which may block: while it does, the client's next frames wait in the network.
 */
final class SocketHandler extends AbstractWebSocketHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);
  private static final String TALK = "talk";

  private final Connections connections;
  private final Addresses addresses;
  private final Sessions sessions;
  private final Conversation conversation;
  private final CommandReader reader;
  private final Refusals refusals;
  private final ConversationMetrics metrics;
  private final int commandsPerSecond;

  SocketHandler(
      Connections connections,
      Addresses addresses,
      Sessions sessions,
      Conversation conversation,
      Refusals refusals,
      ConversationMetrics metrics,
      InstantSource clock,
      int commandsPerSecond) {
    this.connections = connections;
    this.addresses = addresses;
    this.sessions = sessions;
    this.conversation = conversation;
    this.reader = new CommandReader(clock);
    this.refusals = refusals;
    this.metrics = metrics;
    this.commandsPerSecond = commandsPerSecond;
  }

  /** What the handler knows of a socket, its address too: a closed socket no longer tells it. */
  private record Talk(ClientConnection connection, CommandRate rate, ClientAddress address) {}

  private static @Nullable Talk talk(WebSocketSession session) {
    return (Talk) session.getAttributes().get(TALK);
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    ClientConnection connection = connections.connect(JettyWire.of(session));
    ClientAddress address = ((PlainSocket) session).client();
    CommandRate rate = new CommandRate(commandsPerSecond);
    session.getAttributes().put(TALK, new Talk(connection, rate, address));
    if (!addresses.enter(address)) {
      connection.close(CloseReason.FLOODING);
    }
    if (connection.isOpen()) {
      open(connection, address);
    }
  }

  private void open(ClientConnection connection, ClientAddress address) {
    try {
      sessions.open(connection, address);
    } catch (RuntimeException e) {
      Failures.log("opening a connection", e);
      refusals.unavailable(connection, Echo.NONE);
      connection.close(CloseReason.UNAVAILABLE);
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage frame)
      throws InterruptedException {
    Talk talk = talk(session);
    if (talk == null || !talk.connection().isOpen()) {
      return;
    }
    long came = millis();
    talk.connection().awaitTurn();
    long now = millis();
    talk.rate().waited(now - came);
    handle(talk, reader.read(frame.getPayload()), now);
    talk.rate().waited(millis() - now);
  }

  /** Monotonic: a wall clock that is set neither refuses nor allows anything. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(SystemNanoClock.INSTANCE.nanoTime());
  }

  private void handle(Talk talk, Reading reading, long now) throws InterruptedException {
    switch (talk.rate().judge(now)) {
      case ACCEPTED -> answer(talk.connection(), reading);
      case REFUSED -> tooFast(talk.connection(), reading);
      case FLOODED -> {
        tooFast(talk.connection(), reading);
        talk.connection().close(CloseReason.FLOODING);
      }
    }
  }

  private void answer(ClientConnection connection, Reading reading) throws InterruptedException {
    switch (reading) {
      case Understood(Echo echo, var command) -> {
        metrics.understood(command.type());
        try {
          conversation.answer(connection, echo, command);
        } catch (RuntimeException e) {
          Failures.log("a command of connection " + connection.id(), e);
          refusals.unavailable(connection, echo);
        }
        if (!(command instanceof Command.Resume)) {
          connection.begin();
        }
      }
      case Refused(Echo echo, var code, var message) ->
          refusals.refuse(connection, echo, code, message);
    }
  }

  private void tooFast(ClientConnection connection, Reading reading) {
    String message = "at most " + commandsPerSecond + " commands a second";
    refusals.refuse(connection, reading.echo(), ErrorCode.RATE_LIMITED, message);
  }

  /** Counts a frame that is no command of its own against the rate of commands. */
  void traffic(WebSocketSession session) {
    Talk talk = talk(session);
    if (talk != null) {
      if (talk.rate().judge(millis()) == CommandRate.Verdict.FLOODED) {
        talk.connection().close(CloseReason.FLOODING);
      }
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage frame)
      throws InterruptedException {
    end(session, CloseReason.BINARY);
  }

  /** Closes once the command under way is answered, and what was answered is said. */
  private void end(WebSocketSession session, CloseReason reason) throws InterruptedException {
    Talk talk = talk(session);
    if (talk != null) {
      talk.connection().awaitRelease();
      talk.connection().close(reason);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage pong) {
    Talk talk = talk(session);
    if (talk != null) {
      String payload = StandardCharsets.UTF_8.decode(pong.getPayload()).toString();
      if (!talk.connection().pong(payload)) {
        traffic(session);
      }
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure)
      throws InterruptedException {
    LOG.debug("socket {} failed", session.getId(), failure);
    switch (failure) {
      case BadPayloadException _ -> end(session, CloseReason.NOT_UTF8);
      case MessageTooLargeException _ -> end(session, CloseReason.TOO_LONG);
      default -> {}
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Talk talk = talk(session);
    if (talk != null && talk.connection().closed()) {
      addresses.leave(talk.address());
      sessions.depart(talk.connection());
    }
  }
}
