package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.webserver.connection.ConnectionResumer;
import io.coinpanel.webserver.connection.ResumeOutcome;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.subscription.ResumedSubscriptions;
import io.coinpanel.webserver.subscription.SubscribeOutcome;
import io.coinpanel.webserver.subscription.SubscriptionCreator;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches commands to the features; the only class that knows all of them. Every command gets
 * exactly one reply; exceptions become {@code unavailable}, since the outcome is unknown.
 * Asynchronous commands block the next one of the same socket.
 */
final class CommandDispatcher {

  private final Subscriptions subscriptions;
  private final SubscriptionCreator creator;
  private final Symbols symbols;
  private final ConnectionResumer resumer;
  private final ErrorReplies errorReplies;

  CommandDispatcher(
      Subscriptions subscriptions,
      SubscriptionCreator creator,
      Symbols symbols,
      ConnectionResumer resumer,
      ErrorReplies errorReplies) {
    this.subscriptions = subscriptions;
    this.creator = creator;
    this.symbols = symbols;
    this.resumer = resumer;
    this.errorReplies = errorReplies;
  }

  void dispatch(ClientSocket socket, Echo echo, Command command) throws InterruptedException {
    switch (command) {
      case Command.Subscribe subscribe -> subscribe(socket, echo, subscribe);
      case Command.Unsubscribe(String id) -> unsubscribe(socket, echo, id);
      case Command.ListSubscriptions list -> list(socket, echo, list);
      case Command.Prices(boolean enabled) ->
          socket.setPricesEnabled(enabled, new ServerMessage.Prices(echo, enabled));
      case Command.Resume resume -> resume(socket, echo, resume);
      case Command.Ping() -> socket.send(new ServerMessage.Pong(echo));
    }
  }

  private void list(ClientSocket socket, Echo echo, Command.ListSubscriptions command) {
    String text = command.after();
    long after = text == null ? 0 : RowId.parse(text);
    if (after == RowId.NONE) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "after must be a subscription id");
    } else {
      SubscriptionPage page = subscriptions.list(socket.id(), after, command.limit());
      socket.send(new ServerMessage.Subscriptions(echo, page));
    }
  }

  private void subscribe(ClientSocket socket, Echo echo, Command.Subscribe command) {
    if (!symbols.isLoaded()) {
      errorReplies.reject(socket, echo, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else if (!symbols.isTrading(command.symbol())) {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.INVALID_SYMBOL,
          "symbol is unknown or not trading; /api/symbols lists those that are");
    } else {
      store(socket, echo, command);
    }
  }

  /** Replies after commit without blocking the reader thread. */
  private void store(ClientSocket socket, Echo echo, Command.Subscribe command) {
    if (socket.beginCommand()) {
      var _ =
          creator
              .subscribe(socket, command)
              .thenAccept(outcome -> reply(socket, echo, outcome))
              .exceptionally(failure -> unavailable(socket, echo, failure));
    }
  }

  private void reply(ClientSocket socket, Echo echo, SubscribeOutcome outcome) {
    switch (outcome) {
      case SubscribeOutcome.Subscribed(boolean created, SubscriptionState state) ->
          socket.subscribed(
              TrackedSubscription.of(state), new ServerMessage.Subscribed(echo, created, state));
      case SubscribeOutcome.LimitExceeded(String limit) -> {
        errorReplies.reject(socket, echo, ErrorCode.LIMIT_EXCEEDED, limit);
        socket.endCommand();
      }
    }
  }

  private @Nullable Void unavailable(ClientSocket socket, Echo echo, Throwable failure) {
    CommandFailures.log("subscribing by connection " + socket.id(), failure);
    errorReplies.unavailable(socket, echo);
    socket.endCommand();
    return null;
  }

  private void resume(ClientSocket socket, Echo echo, Command.Resume command)
      throws InterruptedException {
    if (socket.hasStarted()) {
      errorReplies.reject(socket, echo, INVALID_MESSAGE, "resume must be the first command");
      return;
    }
    String last = command.lastNotificationId();
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!socket.beginCommand()) {
      return;
    }
    try {
      switch (resumer.resume(socket, command.token(), notification)) {
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

  private void unsubscribe(ClientSocket socket, Echo echo, String text) {
    long id = RowId.parse(text);
    if (isKnown(socket, id)) {
      subscriptions.unsubscribe(socket.id(), id, () -> forget(socket, id));
      socket.unsubscribed(id, new ServerMessage.Unsubscribed(echo, id));
    } else {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.UNKNOWN_SUBSCRIPTION,
          "subscription_id is not a subscription of this connection");
    }
  }

  /** It turned out to be unsubscribed after the reply was {@code unavailable}. */
  private static void forget(ClientSocket socket, long id) {
    if (socket.tracks(id)) {
      socket.unsubscribed(id, new ServerMessage.Unsubscribed(Echo.NONE, id));
    }
  }

  /** Finished subscriptions may be listed but no longer tracked. */
  private boolean isKnown(ClientSocket socket, long id) {
    return socket.tracks(id)
        || (id != RowId.NONE && subscriptions.isFinishedOneOf(socket.id(), id));
  }
}
