package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.socket.ClientSocket;
import java.util.List;
import java.util.Optional;

/**
 * Dispatches commands to the features. Every command gets exactly one reply; exceptions become
 * {@code unavailable}, since the outcome is unknown. Asynchronous commands block the next one of
 * the same socket.
 */
final class CommandDispatcher {

  private final SubscriptionCommands subscriptionCommands;
  private final ResumeCommand resumeCommand;
  private final AuthenticateCommand authenticateCommand;
  private final AccountSockets accountSockets;
  private final PricesCommand pricesCommand;
  private final ErrorReplies errorReplies;

  CommandDispatcher(
      SubscriptionCommands subscriptionCommands,
      ResumeCommand resumeCommand,
      AuthenticateCommand authenticateCommand,
      PricesCommand pricesCommand,
      AccountSockets accountSockets,
      ErrorReplies errorReplies) {
    this.pricesCommand = pricesCommand;
    this.subscriptionCommands = subscriptionCommands;
    this.resumeCommand = resumeCommand;
    this.authenticateCommand = authenticateCommand;
    this.accountSockets = accountSockets;
    this.errorReplies = errorReplies;
  }

  void dispatch(ClientSocket socket, Echo echo, Command command) throws InterruptedException {
    Optional<Scope> scope = scope(command);
    if (accountSockets.isWaiting(socket) && !(command instanceof Command.Authenticate)) {
      errorReplies.reject(
          socket, echo, ErrorCode.UNAUTHORIZED, "an account is required: authenticate first");
    } else if (scope.isPresent() && !accountSockets.may(socket, scope.get())) {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.FORBIDDEN,
          "the credential lacks the scope " + scope.get().text());
    } else {
      execute(socket, echo, command);
    }
  }

  private static Optional<Scope> scope(Command command) {
    return switch (command) {
      case Command.Subscribe _, Command.Update _, Command.Unsubscribe _ ->
          Optional.of(Scope.SUBSCRIPTIONS_WRITE);
      case Command.ListSubscriptions _, Command.Stats _, Command.Resume _ ->
          Optional.of(Scope.SUBSCRIPTIONS_READ);
      case Command.Prices _, Command.Authenticate _, Command.Ping _ -> Optional.empty();
    };
  }

  private void execute(ClientSocket socket, Echo echo, Command command)
      throws InterruptedException {
    if (!(command instanceof Command.Resume || command instanceof Command.Authenticate)) {
      socket.markStarted();
    }
    switch (command) {
      case Command.Subscribe subscribe -> subscriptionCommands.subscribe(socket, echo, subscribe);
      case Command.Update update -> subscriptionCommands.update(socket, echo, update);
      case Command.Unsubscribe(List<String> ids) ->
          subscriptionCommands.unsubscribe(socket, echo, ids);
      case Command.ListSubscriptions list -> subscriptionCommands.list(socket, echo, list);
      case Command.Stats() -> subscriptionCommands.stats(socket, echo);
      case Command.Prices prices -> pricesCommand.execute(socket, echo, prices);
      case Command.Resume resume -> resumeCommand.execute(socket, echo, resume);
      case Command.Authenticate authenticate ->
          authenticateCommand.execute(socket, echo, authenticate);
      case Command.Ping() -> socket.send(new ServerMessage.Pong(echo));
    }
  }
}
