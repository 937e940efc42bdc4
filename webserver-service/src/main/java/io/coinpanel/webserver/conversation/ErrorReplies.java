package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage.ErrorReply;
import io.coinpanel.webserver.socket.ClientSocket;

/** Sends and counts all error replies. */
final class ErrorReplies {

  private final CommandMetrics metrics;

  ErrorReplies(CommandMetrics metrics) {
    this.metrics = metrics;
  }

  void reject(ClientSocket socket, Echo echo, ErrorCode code, String message) {
    metrics.refused(code);
    socket.send(new ErrorReply(echo, code, message));
  }

  /** The command may be retried; its outcome may be unknown. */
  void unavailable(ClientSocket socket, Echo echo) {
    reject(
        socket, echo, ErrorCode.UNAVAILABLE, "database unavailable, try again: retrying is safe");
  }
}
