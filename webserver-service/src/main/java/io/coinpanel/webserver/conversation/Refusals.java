package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage.Failure;
import org.jspecify.annotations.Nullable;

/** Every error that a client is told goes through here, and is counted. */
final class Refusals {

  private final ConversationMetrics metrics;

  Refusals(ConversationMetrics metrics) {
    this.metrics = metrics;
  }

  void refuse(ClientConnection connection, @Nullable String ref, ErrorCode code, String message) {
    metrics.refused(code);
    connection.say(new Failure(ref, code, message));
  }

  /** The command may be tried again; whether it changed anything may not be known. */
  void unavailable(ClientConnection connection, @Nullable String ref) {
    refuse(
        connection,
        ref,
        ErrorCode.UNAVAILABLE,
        "the database is away, try again: asking the same again is safe");
  }
}
