package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.webserver.connection.ConnectionLifecycle;
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
  private final Symbols symbols;
  private final ConnectionLifecycle connectionLifecycle;
  private final ErrorReplies errorReplies;

  CommandDispatcher(
      Subscriptions subscriptions,
      Symbols symbols,
      ConnectionLifecycle connectionLifecycle,
      ErrorReplies errorReplies) {
    this.subscriptions = subscriptions;
    this.symbols = symbols;
    this.connectionLifecycle = connectionLifecycle;
    this.errorReplies = errorReplies;
  }

  void dispatch(ClientSocket connection, Echo echo, Command command) throws InterruptedException {
    switch (command) {
      case Command.Subscribe subscribe -> subscribe(connection, echo, subscribe);
      case Command.Unsubscribe(String id) -> unsubscribe(connection, echo, id);
      case Command.ListSubscriptions list -> list(connection, echo, list);
      case Command.Prices(boolean enabled) ->
          connection.setPricesEnabled(enabled, new ServerMessage.Prices(echo, enabled));
      case Command.Resume resume -> resume(connection, echo, resume);
      case Command.Ping() -> connection.send(new ServerMessage.Pong(echo));
    }
  }

  private void list(ClientSocket connection, Echo echo, Command.ListSubscriptions command) {
    String text = command.after();
    long after = text == null ? 0 : RowId.parse(text);
    if (after == RowId.NONE) {
      errorReplies.reject(connection, echo, INVALID_MESSAGE, "after must be a subscription id");
    } else {
      SubscriptionPage page = subscriptions.list(connection.id(), after, command.limit());
      connection.send(new ServerMessage.Subscriptions(echo, page));
    }
  }

  private void subscribe(ClientSocket connection, Echo echo, Command.Subscribe command) {
    if (!symbols.isLoaded()) {
      errorReplies.reject(
          connection, echo, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else if (!symbols.isTrading(command.symbol())) {
      errorReplies.reject(
          connection,
          echo,
          ErrorCode.INVALID_SYMBOL,
          "symbol is unknown or not trading; /api/symbols lists those that are");
    } else {
      store(connection, echo, command);
    }
  }

  /** Replies after commit without blocking the reader thread. */
  private void store(ClientSocket connection, Echo echo, Command.Subscribe command) {
    if (connection.beginCommand()) {
      var _ =
          subscriptions
              .subscribe(connection, command)
              .thenAccept(outcome -> reply(connection, echo, outcome))
              .exceptionally(failure -> unavailable(connection, echo, failure));
    }
  }

  private void reply(ClientSocket connection, Echo echo, SubscribeOutcome outcome) {
    switch (outcome) {
      case SubscribeOutcome.Subscribed(boolean created, SubscriptionState state) ->
          connection.subscribed(
              TrackedSubscription.of(state), new ServerMessage.Subscribed(echo, created, state));
      case SubscribeOutcome.LimitExceeded(String limit) -> {
        errorReplies.reject(connection, echo, ErrorCode.LIMIT_EXCEEDED, limit);
        connection.endCommand();
      }
    }
  }

  private @Nullable Void unavailable(ClientSocket connection, Echo echo, Throwable failure) {
    CommandFailures.log("subscribing by connection " + connection.id(), failure);
    errorReplies.unavailable(connection, echo);
    connection.endCommand();
    return null;
  }

  private void resume(ClientSocket connection, Echo echo, Command.Resume command)
      throws InterruptedException {
    if (connection.hasStarted()) {
      errorReplies.reject(connection, echo, INVALID_MESSAGE, "resume must be the first command");
      return;
    }
    String last = command.lastNotificationId();
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!connection.beginCommand()) {
      return;
    }
    try {
      switch (connectionLifecycle.resume(connection, command.token(), notification)) {
        case ResumeOutcome.Resumed resumed -> sendResumed(connection, echo, resumed);
        case ResumeOutcome.InvalidToken() ->
            errorReplies.reject(
                connection, echo, ErrorCode.INVALID_TOKEN, "invalid or expired token");
        case ResumeOutcome.InvalidNotification() ->
            errorReplies.reject(
                connection,
                echo,
                INVALID_MESSAGE,
                "last_notification_id is not a notification of this connection");
      }
    } finally {
      connection.endCommand();
    }
  }

  private void sendResumed(ClientSocket connection, Echo echo, ResumeOutcome.Resumed resumed) {
    connection.markStarted();
    String id = Long.toString(resumed.connectionId());
    try {
      ResumedSubscriptions found = subscriptions.resume(resumed.connectionId());
      connection.resumed(
          found.live(),
          found.lastSubscription(),
          Math.max(found.lastNotification(), resumed.reached()),
          new ServerMessage.Resumed(echo, id, resumed.recovered(), found.firstPage()));
    } catch (RuntimeException e) {
      // The socket already has the identity but not its subscriptions: the client must reconnect.
      CommandFailures.log("reading the subscriptions of connection " + resumed.connectionId(), e);
      errorReplies.reject(
          connection, echo, ErrorCode.UNAVAILABLE, "database unavailable, resume again");
      connection.close(CloseReason.UNAVAILABLE);
    }
  }

  private void unsubscribe(ClientSocket connection, Echo echo, String text) {
    long id = RowId.parse(text);
    if (isKnown(connection, id)) {
      subscriptions.unsubscribe(connection.id(), id, () -> forget(connection, id));
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(echo, id));
    } else {
      errorReplies.reject(
          connection,
          echo,
          ErrorCode.UNKNOWN_SUBSCRIPTION,
          "subscription_id is not a subscription of this connection");
    }
  }

  /** It turned out to be unsubscribed after the reply was {@code unavailable}. */
  private static void forget(ClientSocket connection, long id) {
    if (connection.tracks(id)) {
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(Echo.NONE, id));
    }
  }

  /** Finished subscriptions may be listed but no longer tracked. */
  private boolean isKnown(ClientSocket connection, long id) {
    return connection.tracks(id)
        || (id != RowId.NONE && subscriptions.isFinishedOneOf(connection.id(), id));
  }
}
