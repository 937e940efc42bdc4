package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.CommandParser;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ParsedFrame;
import io.coinpanel.webserver.protocol.ParsedFrame.Invalid;
import io.coinpanel.webserver.protocol.ParsedFrame.Valid;
import io.coinpanel.webserver.socket.ClientSocket;

/** Parses commands and executes them; whatever happens, the client gets a reply. */
final class Commands {

  private final CommandParser parser;
  private final CommandDispatcher dispatcher;
  private final ErrorReplies errorReplies;
  private final CommandMetrics metrics;

  Commands(
      CommandParser parser,
      CommandDispatcher dispatcher,
      ErrorReplies errorReplies,
      CommandMetrics metrics) {
    this.parser = parser;
    this.dispatcher = dispatcher;
    this.errorReplies = errorReplies;
    this.metrics = metrics;
  }

  ParsedFrame parse(String message) {
    return parser.parse(message);
  }

  void execute(ClientSocket socket, ParsedFrame parsed) throws InterruptedException {
    switch (parsed) {
      case Valid(Echo echo, Command command) -> execute(socket, echo, command);
      case Invalid(Echo echo, var code, var message) ->
          errorReplies.reject(socket, echo, code, message);
    }
  }

  private void execute(ClientSocket socket, Echo echo, Command command)
      throws InterruptedException {
    metrics.understood(command.type());
    try {
      dispatcher.dispatch(socket, echo, command);
    } catch (RuntimeException e) {
      CommandFailures.log("a command of connection " + socket.id(), e);
      errorReplies.unavailable(socket, echo);
    }
  }

  void rejectTooFast(ClientSocket socket, ParsedFrame parsed, int commandsPerSecond) {
    errorReplies.reject(
        socket,
        parsed.echo(),
        ErrorCode.RATE_LIMITED,
        "at most " + commandsPerSecond + " commands a second");
  }

  void failedToOpen(ClientSocket socket, RuntimeException failure) {
    CommandFailures.log("opening a connection", failure);
    errorReplies.unavailable(socket, Echo.NONE);
  }
}
