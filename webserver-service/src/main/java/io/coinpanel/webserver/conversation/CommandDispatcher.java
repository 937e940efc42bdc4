package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.connection.ResumeOutcome;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.PriceSelection;
import io.coinpanel.webserver.subscription.ResumedSubscriptions;
import io.coinpanel.webserver.subscription.Subscriptions;
import java.util.List;
import java.util.Set;

/**
 * Dispatches commands to the features; the only class that knows all of them. Every command gets
 * exactly one reply; exceptions become {@code unavailable}, since the outcome is unknown.
 * Asynchronous commands block the next one of the same socket.
 */
final class CommandDispatcher {

  private final SubscriptionCommands subscriptionCommands;
  private final Subscriptions subscriptions;
  private final ConnectionResumer resumer;
  private final ErrorReplies errorReplies;

  CommandDispatcher(
      SubscriptionCommands subscriptionCommands,
      Subscriptions subscriptions,
      ConnectionResumer resumer,
      ErrorReplies errorReplies) {
    this.subscriptionCommands = subscriptionCommands;
    this.subscriptions = subscriptions;
    this.resumer = resumer;
    this.errorReplies = errorReplies;
  }

  void dispatch(ClientSocket socket, Echo echo, Command command) throws InterruptedException {
    switch (command) {
      case Command.Subscribe subscribe -> subscriptionCommands.subscribe(socket, echo, subscribe);
      case Command.Update update -> subscriptionCommands.update(socket, echo, update);
      case Command.Unsubscribe(List<String> ids) ->
          subscriptionCommands.unsubscribe(socket, echo, ids);
      case Command.ListSubscriptions list -> subscriptionCommands.list(socket, echo, list);
      case Command.Stats() -> subscriptionCommands.stats(socket, echo);
      case Command.Prices prices -> selectPrices(socket, echo, prices);
      case Command.Resume resume -> resume(socket, echo, resume);
      case Command.Authenticate _ ->
          errorReplies.reject(socket, echo, ErrorCode.INVALID_TOKEN, "invalid or expired token");
      case Command.Ping() -> socket.send(new ServerMessage.Pong(echo));
    }
  }

  private static void selectPrices(ClientSocket socket, Echo echo, Command.Prices command) {
    List<String> symbols = command.symbols();
    socket.selectPrices(
        new PriceSelection(command.enabled(), symbols == null ? null : Set.copyOf(symbols)),
        new ServerMessage.Prices(echo, command.enabled()));
  }

  private void resume(ClientSocket socket, Echo echo, Command.Resume command)
      throws InterruptedException {
    if (socket.hasStarted()) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "resume must be the first command");
      return;
    }
    String token = command.token();
    if (token == null) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "token is missing");
      return;
    }
    String last = command.lastNotificationId();
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!socket.beginCommand()) {
      return;
    }
    try {
      switch (resumer.resume(socket, token, notification)) {
        case ResumeOutcome.Resumed resumed -> sendResumed(socket, echo, resumed);
        case ResumeOutcome.InvalidToken() ->
            errorReplies.reject(socket, echo, ErrorCode.INVALID_TOKEN, "invalid or expired token");
        case ResumeOutcome.InvalidNotification() ->
            errorReplies.reject(
                socket,
                echo,
                INVALID_MESSAGE,
                "last_notification_id is not a notification of this connection");
      }
    } finally {
      socket.endCommand();
    }
  }

  private void sendResumed(ClientSocket socket, Echo echo, ResumeOutcome.Resumed resumed) {
    socket.markStarted();
    String id = Long.toString(resumed.connectionId());
    try {
      ResumedSubscriptions found = subscriptions.resume(resumed.connectionId());
      socket.resumed(
          found.live(),
          found.lastSubscription(),
          Math.max(found.lastNotification(), resumed.reached()),
          new ServerMessage.Resumed(echo, id, resumed.recovered(), found.firstPage()));
    } catch (RuntimeException e) {
      // The socket already has the identity but not its subscriptions: the client must reconnect.
      CommandFailures.log("reading the subscriptions of connection " + resumed.connectionId(), e);
      errorReplies.reject(
          socket, echo, ErrorCode.UNAVAILABLE, "database unavailable, resume again");
      socket.close(CloseReason.UNAVAILABLE);
    }
  }
}
