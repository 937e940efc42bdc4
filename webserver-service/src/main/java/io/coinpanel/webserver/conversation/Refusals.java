package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage.Failure;

/** Every error that a client is told goes through here, and is counted. */
final class Refusals {

  private final ConversationMetrics metrics;

  Refusals(ConversationMetrics metrics) {
    this.metrics = metrics;
  }

  void refuse(ClientConnection connection, Echo echo, ErrorCode code, String message) {
    metrics.refused(code);
    connection.say(new Failure(echo, code, message));
  }

  /** The command may be tried again; whether it changed anything may not be known. */
  void unavailable(ClientConnection connection, Echo echo) {
    refuse(
        connection,
        echo,
        ErrorCode.UNAVAILABLE,
        "the database is away, try again: asking the same again is safe");
  }
}
