package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.destination.Destinations;
import io.coinpanel.webserver.protocol.Change;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.RowId;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.SubscribeOutcome;
import io.coinpanel.webserver.subscription.SubscriptionCreator;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.subscription.UpdateOutcome;
import io.coinpanel.webserver.symbols.Symbols;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands that change and list the subscriptions of a socket's owner. */
final class SubscriptionCommands {

  private final Subscriptions subscriptions;
  private final SubscriptionCreator creator;
  private final Symbols symbols;
  private final Destinations destinations;
  private final ErrorReplies errorReplies;

  SubscriptionCommands(
      Subscriptions subscriptions,
      SubscriptionCreator creator,
      Symbols symbols,
      Destinations destinations,
      ErrorReplies errorReplies) {
    this.subscriptions = subscriptions;
    this.creator = creator;
    this.symbols = symbols;
    this.destinations = destinations;
    this.errorReplies = errorReplies;
  }

  private static Owner owner(ClientSocket socket) {
    return socket.identity().isAccount()
        ? new Owner.Account(socket.ownerId())
        : new Owner.Anonymous(socket.ownerId());
  }

  void list(ClientSocket socket, Echo echo, Command.ListSubscriptions command) {
    String text = command.after();
    long after = text == null ? 0 : RowId.bound(text);
    if (after == RowId.NONE) {
      errorReplies.reject(
          socket, echo, ErrorCode.INVALID_MESSAGE, "after must be a subscription id");
    } else {
      socket.send(
          new ServerMessage.Subscriptions(
              echo, subscriptions.list(socket.ownerId(), after, command.limit())));
    }
  }

  void stats(ClientSocket socket, Echo echo) {
    socket.send(new ServerMessage.Stats(echo, subscriptions.stats(socket.ownerId())));
  }

  void subscribe(ClientSocket socket, Echo echo, Command.Subscribe command) {
    boolean isAccount = socket.identity().isAccount();
    if (!symbols.isLoaded()) {
      errorReplies.reject(socket, echo, ErrorCode.UNAVAILABLE, "the symbol list is not loaded yet");
    } else if (!symbols.isTrading(command.terms().symbol())) {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.INVALID_SYMBOL,
          "symbol is unknown or not trading; /api/symbols lists those that are");
    } else if (!isAccount && command.details().destinations() != null) {
      errorReplies.reject(
          socket, echo, ErrorCode.INVALID_MESSAGE, "destinations are for accounts only");
    } else if (isAccount) {
      storeForAccount(socket, echo, command);
    } else {
      store(socket, echo, command);
    }
  }

  private void storeForAccount(ClientSocket socket, Echo echo, Command.Subscribe command) {
    if (!socket.beginCommand()) {
      return;
    }
    try {
      if (hasDestinations(socket, echo, command.details().namedDestinations())) {
        Owner.Account account = new Owner.Account(socket.ownerId());
        reply(socket, echo, subscriptions.subscribe(account, command.terms(), command.details()));
      } else {
        socket.endCommand();
      }
    } catch (RuntimeException e) {
      fail(socket, echo, e);
    }
  }

  /** Whether the account has these destinations; rejects the command otherwise. */
  private boolean hasDestinations(ClientSocket socket, Echo echo, List<Long> named) {
    boolean has = named.isEmpty() || destinations.areOf(socket.ownerId(), named);
    if (!has) {
      errorReplies.reject(
          socket, echo, ErrorCode.UNKNOWN_DESTINATION, "the account has no such destination");
    }
    return has;
  }

  /** Replies after commit without blocking the reader thread. */
  private void store(ClientSocket socket, Echo echo, Command.Subscribe command) {
    if (socket.beginCommand()) {
      var _ =
          creator
              .subscribe(socket, command)
              .thenAccept(outcome -> reply(socket, echo, outcome))
              .exceptionally(failure -> fail(socket, echo, failure));
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

  private @Nullable Void fail(ClientSocket socket, Echo echo, Throwable failure) {
    unavailable(socket, echo, failure);
    socket.endCommand();
    return null;
  }

  private void unavailable(ClientSocket socket, Echo echo, Throwable failure) {
    CommandFailures.log("a subscription of owner " + socket.ownerId(), failure);
    errorReplies.unavailable(socket, echo);
  }

  /** Begins all before it waits for any, so that they share a commit. */
  void update(ClientSocket socket, Echo echo, Command.Update command) {
    boolean isAccount = socket.identity().isAccount();
    if (!isAccount && command.edit().destinations() instanceof Change.Set) {
      errorReplies.reject(
          socket, echo, ErrorCode.INVALID_MESSAGE, "destinations are for accounts only");
    } else if (socket.beginCommand()) {
      updateKnown(socket, echo, command);
    }
  }

  private void updateKnown(ClientSocket socket, Echo echo, Command.Update command) {
    try {
      if (hasDestinations(socket, echo, command.edit().namedDestinations())) {
        updateAll(socket, echo, command);
      }
    } catch (RuntimeException e) {
      unavailable(socket, echo, e);
    } finally {
      socket.endCommand();
    }
  }

  private void updateAll(ClientSocket socket, Echo echo, Command.Update command) {
    List<String> ids = command.subscriptionIds();
    List<Supplier<UpdateOutcome>> outcomes =
        ids.stream().map(id -> beginUpdate(socket, id, command.edit())).toList();
    for (int i = 0; i < ids.size(); i++) {
      reply(socket, echo, ids.get(i), outcomes.get(i));
    }
  }

  private Supplier<UpdateOutcome> beginUpdate(ClientSocket socket, String text, Edit edit) {
    long id = RowId.parse(text);
    boolean possible = id != RowId.NONE && socket.identity().mayHaveSubscriptions();
    return possible
        ? subscriptions.beginUpdate(owner(socket), id, edit, null)
        : UpdateOutcome.Unknown::new;
  }

  private void reply(ClientSocket socket, Echo echo, String id, Supplier<UpdateOutcome> outcome) {
    try {
      reply(socket, echo, id, outcome.get());
    } catch (RuntimeException e) {
      unavailable(socket, echo, e);
    }
  }

  private void reply(ClientSocket socket, Echo echo, String id, UpdateOutcome outcome) {
    switch (outcome) {
      case UpdateOutcome.Updated(SubscriptionState state) ->
          socket.updated(TrackedSubscription.of(state), new ServerMessage.Updated(echo, state));
      case UpdateOutcome.Unknown() -> unknown(socket, echo, List.of(id));
      case UpdateOutcome.Finished() ->
          errorReplies.reject(
              socket, echo, ErrorCode.INVALID_MESSAGE, "subscription " + id + " is finished");
      case UpdateOutcome.Invalid(var problem) ->
          errorReplies.reject(socket, echo, ErrorCode.of(problem.code()), problem.reason());
      case UpdateOutcome.Conflict(long other) ->
          errorReplies.reject(
              socket, echo, ErrorCode.CONFLICT, "subscription " + other + " has these terms");
      case UpdateOutcome.OtherRevision _ ->
          throw new IllegalStateException("no revision was expected of " + id);
    }
  }

  void unsubscribe(ClientSocket socket, Echo echo, List<String> texts) {
    if (!socket.beginCommand()) {
      return;
    }
    try {
      endAll(socket, echo, texts);
    } catch (RuntimeException e) {
      unavailable(socket, echo, e);
    } finally {
      socket.endCommand();
    }
  }

  private void endAll(ClientSocket socket, Echo echo, List<String> texts) {
    List<Long> ids = texts.stream().map(RowId::parse).filter(id -> id != RowId.NONE).toList();
    Set<Long> known = new HashSet<>(end(socket, ids));
    ids.stream().filter(socket.subscriptions()::contains).forEach(known::add);
    socket.unsubscribed(ids.stream().filter(known::contains).toList(), echo);
    List<String> unknown =
        texts.stream().filter(text -> !known.contains(RowId.parse(text))).toList();
    if (!unknown.isEmpty()) {
      unknown(socket, echo, unknown);
    }
  }

  private Set<Long> end(ClientSocket socket, List<Long> ids) {
    if (ids.isEmpty() || !socket.identity().mayHaveSubscriptions()) {
      return Set.of();
    }
    if (ids.size() > 1) {
      return subscriptions.unsubscribe(owner(socket), ids);
    }
    long id = ids.getFirst();
    boolean ended = subscriptions.unsubscribe(owner(socket), id, () -> socket.forget(id));
    return ended ? Set.of(id) : Set.of();
  }

  private void unknown(ClientSocket socket, Echo echo, List<String> ids) {
    errorReplies.reject(
        socket,
        echo,
        ErrorCode.UNKNOWN_SUBSCRIPTION,
        "unknown subscription: " + String.join(", ", ids.stream().map(Echo::shorten).toList()));
  }
}
