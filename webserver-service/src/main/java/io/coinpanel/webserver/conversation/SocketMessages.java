package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ParsedFrame;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.CommandRateLimit;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemNanoClock;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the messages of one socket, one at a time on its reader thread, which may block; the
 * client's next frames then wait in the network.
 */
final class SocketMessages {

  private static final Logger LOG = LoggerFactory.getLogger(SocketMessages.class);

  private final ClientSocket socket;
  private final ClientAddress address;
  private final Endpoint endpoint;
  private final CommandRateLimit rate;

  SocketMessages(ClientSocket socket, ClientAddress address, Endpoint endpoint) {
    this.socket = socket;
    this.address = address;
    this.endpoint = endpoint;
    this.rate = new CommandRateLimit(endpoint.commandsPerSecond());
  }

  ClientSocket socket() {
    return socket;
  }

  ClientAddress address() {
    return address;
  }

  /** A command; waits until it may start. */
  void text(String message) throws InterruptedException {
    if (!socket.isOpen()) {
      return;
    }
    long came = millis();
    socket.awaitReady();
    long now = millis();
    rate.addStall(now - came);
    execute(endpoint.commands().parse(message), now);
    rate.addStall(millis() - now);
  }

  /** Monotonic, so that wall clock steps do not affect the rate limit. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(SystemNanoClock.INSTANCE.nanoTime());
  }

  private void execute(ParsedFrame command, long now) throws InterruptedException {
    switch (rate.check(now, () -> endpoint.isWithinBudget(socket))) {
      case ACCEPTED -> endpoint.commands().execute(socket, command);
      case REJECTED -> rejectTooFast(command);
      case FLOODED -> {
        rejectTooFast(command);
        socket.close(CloseReason.FLOODING);
      }
    }
  }

  private void rejectTooFast(ParsedFrame command) {
    endpoint.commands().rejectTooFast(socket, command, endpoint.commandsPerSecond());
  }

  /** Counts a frame that is no command against the rate limit. */
  void countFrame() {
    if (rate.check(millis()) == CommandRateLimit.Verdict.FLOODED) {
      socket.close(CloseReason.FLOODING);
    }
  }

  void binary() throws InterruptedException {
    closeAfterReply(CloseReason.BINARY);
  }

  /** Closes after the reply to the command in progress was sent. */
  private void closeAfterReply(CloseReason reason) throws InterruptedException {
    socket.awaitCommandEnd();
    socket.close(reason);
  }

  /** A pong that answers no ping of ours counts against the rate limit. */
  void pong(String payload) {
    if (!socket.pong(payload)) {
      countFrame();
    }
  }

  void failed(Throwable failure) throws InterruptedException {
    LOG.debug("a socket of {} failed", address, failure);
    switch (failure) {
      case BadPayloadException _ -> closeAfterReply(CloseReason.NOT_UTF8);
      case MessageTooLargeException _ -> closeAfterReply(CloseReason.TOO_LONG);
      default -> {}
    }
  }

  void closed() {
    endpoint.closed(this);
  }
}
