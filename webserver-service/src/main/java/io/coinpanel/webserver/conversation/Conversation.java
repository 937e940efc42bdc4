package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.HeldSubscription;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.session.ResumeOutcome;
import io.coinpanel.webserver.session.Sessions;
import io.coinpanel.webserver.subscription.Resumable;
import io.coinpanel.webserver.subscription.SubscribeOutcome;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import org.jspecify.annotations.Nullable;

/**
 * Answers commands: the one place that knows every feature. Each command gets exactly one answer;
 * whatever it throws is {@code unavailable}, as it is not known whether anything was stored. A
 * command that is answered later holds its connection, whose next one has to wait.
 */
final class Conversation {

  private final Subscriptions subscriptions;
  private final Symbols symbols;
  private final Sessions sessions;
  private final Refusals refusals;

  Conversation(Subscriptions subscriptions, Symbols symbols, Sessions sessions, Refusals refusals) {
    this.subscriptions = subscriptions;
    this.symbols = symbols;
    this.sessions = sessions;
    this.refusals = refusals;
  }

  void answer(ClientConnection connection, Echo echo, Command command) throws InterruptedException {
    switch (command) {
      case Command.Subscribe subscribe -> subscribe(connection, echo, subscribe);
      case Command.Unsubscribe(String id) -> unsubscribe(connection, echo, id);
      case Command.ListSubscriptions list -> list(connection, echo, list);
      case Command.Prices(boolean enabled) ->
          connection.wantPrices(enabled, new ServerMessage.Prices(echo, enabled));
      case Command.Resume resume -> resume(connection, echo, resume);
      case Command.Ping() -> connection.say(new ServerMessage.Pong(echo));
    }
  }

  private void list(ClientConnection connection, Echo echo, Command.ListSubscriptions command) {
    String text = command.after();
    long after = text == null ? 0 : RowId.parse(text);
    if (after == RowId.NONE) {
      refusals.refuse(connection, echo, INVALID_MESSAGE, "after must be the id of a subscription");
    } else {
      SubscriptionPage page = subscriptions.list(connection.id(), after, command.limit());
      connection.say(new ServerMessage.Subscriptions(echo, page));
    }
  }

  private void subscribe(ClientConnection connection, Echo echo, Command.Subscribe command) {
    if (!symbols.isLoaded()) {
      refusals.refuse(connection, echo, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else if (!symbols.isTrading(command.symbol())) {
      refusals.refuse(
          connection,
          echo,
          ErrorCode.INVALID_SYMBOL,
          "symbol is unknown or not trading; /api/symbols lists those that are");
    } else {
      store(connection, echo, command);
    }
  }

  /** Answers when it is committed; the thread that reads does not wait for that. */
  private void store(ClientConnection connection, Echo echo, Command.Subscribe command) {
    if (connection.hold()) {
      var _ =
          subscriptions
              .subscribe(connection, command)
              .thenAccept(outcome -> tell(connection, echo, outcome))
              .exceptionally(failure -> unavailable(connection, echo, failure));
    }
  }

  private void tell(ClientConnection connection, Echo echo, SubscribeOutcome outcome) {
    switch (outcome) {
      case SubscribeOutcome.Subscribed(boolean created, SubscriptionState state) ->
          connection.subscribed(
              HeldSubscription.of(state), new ServerMessage.Subscribed(echo, created, state));
      case SubscribeOutcome.LimitExceeded(String limit) -> {
        refusals.refuse(connection, echo, ErrorCode.LIMIT_EXCEEDED, limit);
        connection.release();
      }
    }
  }

  private @Nullable Void unavailable(ClientConnection connection, Echo echo, Throwable failure) {
    Failures.log("subscribing by connection " + connection.id(), failure);
    refusals.unavailable(connection, echo);
    connection.release();
    return null;
  }

  private void resume(ClientConnection connection, Echo echo, Command.Resume command)
      throws InterruptedException {
    if (connection.hasBegun()) {
      refusals.refuse(connection, echo, INVALID_MESSAGE, "resume must be the first command");
      return;
    }
    String last = command.lastNotificationId();
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!connection.hold()) {
      return;
    }
    try {
      switch (sessions.resume(connection, command.token(), notification)) {
        case ResumeOutcome.Resumed resumed -> welcomeBack(connection, echo, resumed);
        case ResumeOutcome.InvalidToken() ->
            refusals.refuse(connection, echo, ErrorCode.INVALID_TOKEN, "token resumes nothing");
        case ResumeOutcome.InvalidNotification() ->
            refusals.refuse(
                connection,
                echo,
                INVALID_MESSAGE,
                "last_notification_id is none of this connection's notifications");
      }
    } finally {
      connection.release();
    }
  }

  private void welcomeBack(ClientConnection connection, Echo echo, ResumeOutcome.Resumed resumed) {
    connection.begin();
    String id = Long.toString(resumed.connectionId());
    try {
      Resumable found = subscriptions.resume(resumed.connectionId());
      connection.resumed(
          found.live(),
          found.lastSubscription(),
          Math.max(found.lastNotification(), resumed.reached()),
          new ServerMessage.Resumed(echo, id, resumed.recovered(), found.first()));
    } catch (RuntimeException e) {
      // It is that connection already, but does not know its subscriptions: it has to come again.
      Failures.log("reading the subscriptions of connection " + resumed.connectionId(), e);
      refusals.refuse(
          connection, echo, ErrorCode.UNAVAILABLE, "the database is away, resume again");
      connection.close(CloseReason.UNAVAILABLE);
    }
  }

  private void unsubscribe(ClientConnection connection, Echo echo, String text) {
    long id = RowId.parse(text);
    if (isKnown(connection, id)) {
      subscriptions.unsubscribe(connection.id(), id, () -> forget(connection, id));
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(echo, id));
    } else {
      refusals.refuse(
          connection,
          echo,
          ErrorCode.UNKNOWN_SUBSCRIPTION,
          "subscription_id is none of this connection's subscriptions");
    }
  }

  /** It was unsubscribed although the answer was that this is not known. */
  private static void forget(ClientConnection connection, long id) {
    if (connection.holds(id)) {
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(Echo.NONE, id));
    }
  }

  /** A finished one that its client is shown may be forgotten here. */
  private boolean isKnown(ClientConnection connection, long id) {
    return connection.holds(id)
        || (id != RowId.NONE && subscriptions.isFinishedOneOf(connection.id(), id));
  }
}
