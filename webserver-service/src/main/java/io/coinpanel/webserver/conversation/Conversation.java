package io.coinpanel.webserver.conversation;

import static io.coinpanel.webserver.protocol.ErrorCode.INVALID_MESSAGE;

import io.coinpanel.model.Price;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.HeldSubscription;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.session.ResumeOutcome;
import io.coinpanel.webserver.session.Sessions;
import io.coinpanel.webserver.subscription.SubscribeOutcome;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.symbols.Symbols;
import java.util.List;
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

  void answer(ClientConnection connection, @Nullable String ref, Command command)
      throws InterruptedException {
    switch (command) {
      case Command.Subscribe subscribe -> subscribe(connection, ref, subscribe);
      case Command.Unsubscribe(String id) -> unsubscribe(connection, ref, id);
      case Command.ListSubscriptions() ->
          connection.say(new ServerMessage.Subscriptions(ref, subscriptions.list(connection.id())));
      case Command.Prices(boolean enabled) ->
          connection.wantPrices(enabled, new ServerMessage.Prices(ref, enabled));
      case Command.Resume resume -> resume(connection, ref, resume);
      case Command.Ping() -> connection.say(new ServerMessage.Pong(ref));
    }
  }

  private void subscribe(
      ClientConnection connection, @Nullable String ref, Command.Subscribe command) {
    if (!symbols.isLoaded()) {
      refusals.refuse(connection, ref, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else if (!symbols.isTrading(command.symbol())) {
      refusals.refuse(
          connection,
          ref,
          ErrorCode.INVALID_SYMBOL,
          "symbol is unknown or not trading; /api/symbols lists those that are");
    } else {
      store(connection, ref, command);
    }
  }

  /** Answers when it is committed; the thread that reads does not wait for that. */
  private void store(ClientConnection connection, @Nullable String ref, Command.Subscribe command) {
    if (connection.hold()) {
      var _ =
          subscriptions
              .subscribe(connection, command)
              .thenAccept(outcome -> tell(connection, ref, outcome))
              .exceptionally(failure -> unavailable(connection, ref, failure));
    }
  }

  private void tell(ClientConnection connection, @Nullable String ref, SubscribeOutcome outcome) {
    switch (outcome) {
      case SubscribeOutcome.Subscribed(boolean created, SubscriptionState state) ->
          connection.subscribed(held(state), new ServerMessage.Subscribed(ref, created, state));
      case SubscribeOutcome.LimitExceeded(String limit) -> {
        refusals.refuse(connection, ref, ErrorCode.LIMIT_EXCEEDED, limit);
        connection.release();
      }
    }
  }

  private @Nullable Void unavailable(
      ClientConnection connection, @Nullable String ref, Throwable failure) {
    Failures.log("subscribing by connection " + connection.id(), failure);
    refusals.unavailable(connection, ref);
    connection.release();
    return null;
  }

  private static HeldSubscription held(SubscriptionState state) {
    Price threshold = state.threshold();
    return new HeldSubscription(state.id(), state.symbol(), state.condition(), threshold.units());
  }

  private void resume(ClientConnection connection, @Nullable String ref, Command.Resume command)
      throws InterruptedException {
    if (connection.hasBegun()) {
      refusals.refuse(connection, ref, INVALID_MESSAGE, "resume must be the first command");
      return;
    }
    String last = command.lastNotificationId();
    Long notification = last == null ? null : Long.valueOf(RowId.parse(last));
    if (!connection.hold()) {
      return;
    }
    try {
      switch (sessions.resume(connection, command.token(), notification)) {
        case ResumeOutcome.Resumed resumed -> welcomeBack(connection, ref, resumed);
        case ResumeOutcome.InvalidToken() ->
            refusals.refuse(connection, ref, ErrorCode.INVALID_TOKEN, "token resumes nothing");
        case ResumeOutcome.InvalidNotification() ->
            refusals.refuse(
                connection,
                ref,
                INVALID_MESSAGE,
                "last_notification_id is none of this connection's notifications");
      }
    } finally {
      connection.release();
    }
  }

  private void welcomeBack(
      ClientConnection connection, @Nullable String ref, ResumeOutcome.Resumed resumed) {
    connection.begin();
    String id = Long.toString(resumed.connectionId());
    try {
      List<SubscriptionState> states = subscriptions.list(resumed.connectionId());
      connection.resumed(
          states.stream().map(Conversation::held).toList(),
          resumed.reached(),
          new ServerMessage.Resumed(ref, id, resumed.recovered(), states));
    } catch (RuntimeException e) {
      // It is that connection already, but does not know its subscriptions: it has to come again.
      Failures.log("reading the subscriptions of connection " + resumed.connectionId(), e);
      refusals.refuse(connection, ref, ErrorCode.UNAVAILABLE, "the database is away, resume again");
      connection.close(CloseReason.UNAVAILABLE);
    }
  }

  private void unsubscribe(ClientConnection connection, @Nullable String ref, String text) {
    long id = RowId.parse(text);
    if (connection.holds(id)) {
      subscriptions.unsubscribe(connection.id(), id, () -> forget(connection, id));
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(ref, id));
    } else {
      refusals.refuse(
          connection,
          ref,
          ErrorCode.UNKNOWN_SUBSCRIPTION,
          "subscription_id is none of this connection's subscriptions");
    }
  }

  /** It was unsubscribed although the answer was that this is not known. */
  private static void forget(ClientConnection connection, long id) {
    if (connection.holds(id)) {
      connection.unsubscribed(id, new ServerMessage.Unsubscribed(null, id));
    }
  }
}
