package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.model.Price;
import io.coinpanel.model.Subscription;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.subscription.SubscribeOutcome.LimitExceeded;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.coinpanel.webserver.subscription.Tallies.Tally;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The subscriptions in the database, for their connections. What returns normally is committed. */
public final class Subscriptions {

  private static final int FINISHED = 100;

  /** One trade crosses them all. */
  private static final int MOST_ALIKE = 10;

  private final GroupCommit commits;
  private final SubscriptionRows rows;
  private final Tallies tallies;
  private final int limit;
  private final AnonymousLimits anonymous;
  private final Executor lookUps;
  private final Subscribing subscribing;
  private final Unsubscribing unsubscribing;

  /**
   * @param lookUps threads that may wait for the database
   */
  Subscriptions(
      GroupCommit commits,
      SubscriptionRows rows,
      Tallies tallies,
      int limit,
      AnonymousLimits anonymous,
      Executor lookUps,
      Instance instance,
      InstantSource clock) {
    this.commits = commits;
    this.rows = rows;
    this.tallies = tallies;
    this.limit = limit;
    this.anonymous = anonymous;
    this.lookUps = lookUps;
    this.subscribing = new Subscribing(instance.id(), clock);
    this.unsubscribing = new Unsubscribing(instance.id(), clock);
  }

  /**
   * Stores a subscription, and the connection if it is the first, or finds the live one that asks
   * the same.
   *
   * @return what came of it, once that is committed, or why nothing was stored. What follows must
   *     not wait.
   */
  public CompletableFuture<SubscribeOutcome> subscribe(
      ClientConnection connection, Subscribe command) {
    Wish wish = Wish.of(connection.id(), command);
    if (!mayBeFull(connection, wish)) {
      return admit(connection, wish);
    }
    return supplyAsync(() -> findIfFull(wish), lookUps)
        .thenCompose(
            found ->
                found
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> admit(connection, wish)));
  }

  /** A connection remembers at least as many as are live. */
  private boolean mayBeFull(ClientConnection connection, Wish wish) {
    return connection.subscriptionCount() >= limit
        || connection.countAlike(wish.symbol(), wish.condition(), wish.threshold().units())
            >= MOST_ALIKE;
  }

  private CompletableFuture<SubscribeOutcome> admit(ClientConnection connection, Wish wish) {
    Optional<String> exceeded = anonymous.reserve(connection.address());
    if (exceeded.isEmpty()) {
      return store(connection, wish);
    }
    SubscribeOutcome refused = new LimitExceeded(exceeded.get());
    return connection.unstored() == null
        ? supplyAsync(() -> findAmong(alike(wish), wish).orElse(refused), lookUps)
        : completedFuture(refused);
  }

  private CompletableFuture<SubscribeOutcome> store(ClientConnection connection, Wish wish) {
    if (!connection.beginStoring()) {
      anonymous.release(connection.address());
      return failedFuture(new UnavailableException("the socket has gone"));
    }
    return commits
        .submit(subscribing, new Subscribing.Request(wish, connection.unstored()))
        .whenComplete((fulfilment, _) -> releaseUnlessCreated(connection, fulfilment))
        .thenCompose(
            fulfilment ->
                switch (fulfilment) {
                  case Fulfilment.Created created ->
                      completedFuture(new Subscribed(true, fresh(wish, created)));
                  case Fulfilment.Existing(long id) ->
                      supplyAsync(() -> existing(wish, id), lookUps);
                  case Fulfilment.Impossible() ->
                      failedFuture(
                          new UnavailableException(
                              "connection " + wish.connectionId() + " is not here any more"));
                });
  }

  private void releaseUnlessCreated(ClientConnection connection, @Nullable Fulfilment fulfilment) {
    if (!(fulfilment instanceof Fulfilment.Created)) {
      anonymous.release(connection.address());
    }
  }

  /** Beyond a limit only what is there already can be subscribed to. */
  private Optional<SubscribeOutcome> findIfFull(Wish wish) {
    List<Subscription> alike = alike(wish);
    return findAmong(alike, wish).or(() -> exceeded(wish, alike.size()).map(LimitExceeded::new));
  }

  private Optional<String> exceeded(Wish wish, int alike) {
    if (rows.countLive(wish.connectionId()) >= limit) {
      return Optional.of("a connection may have " + limit + " subscriptions");
    }
    return alike >= MOST_ALIKE
        ? Optional.of(
            "a connection may have "
                + MOST_ALIKE
                + " subscriptions of the same symbol, condition and threshold")
        : Optional.empty();
  }

  private List<Subscription> alike(Wish wish) {
    return rows.findAlike(wish.connectionId(), wish.symbol(), wish.threshold(), wish.condition());
  }

  private Optional<SubscribeOutcome> findAmong(List<Subscription> alike, Wish wish) {
    return alike.stream()
        .filter(subscription -> isTheSame(subscription, wish))
        .findFirst()
        .map(found -> new Subscribed(false, state(wish.connectionId(), found)));
  }

  private static boolean isTheSame(Subscription subscription, Wish wish) {
    return subscription.repeat() == wish.repeat()
        && subscription.cooldownSeconds() == wish.cooldownSeconds()
        && Objects.equals(subscription.expiresAt(), wish.expiresAt());
  }

  private static SubscriptionState fresh(Wish wish, Fulfilment.Created created) {
    return new SubscriptionState(
        created.id(),
        wish.symbol(),
        wish.condition(),
        wish.threshold(),
        wish.repeat(),
        wish.cooldownSeconds(),
        wish.expiresAt(),
        SubscriptionStatus.PENDING,
        created.createdAt(),
        created.lastPrice(),
        0,
        null);
  }

  /**
   * Ends a subscription.
   *
   * @param endedAfterAll called if it turns out later, on a thread that must not wait, that it was
   *     ended although this has failed
   * @throws UnavailableException if that could not be stored, or if that is not known
   */
  public void unsubscribe(long connectionId, long id, Runnable endedAfterAll) {
    Unsubscribing.Request request = new Unsubscribing.Request(connectionId, id, endedAfterAll);
    if (!commits.commit(unsubscribing, request).isHere()) {
      throw new UnavailableException("connection " + connectionId + " is not here any more");
    }
  }

  /** The live ones and the newest {@value #FINISHED} finished ones, oldest first. */
  public List<SubscriptionState> list(long connectionId) {
    List<Subscription> found =
        rows.ofConnection(connectionId, SubscriptionStatus.FINISHED, FINISHED);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<Long, Tally> notifications = tallies.notifications(connectionId);
    Map<String, Price> prices = tallies.lastPrices(connectionId);
    return found.stream()
        .map(row -> state(row, notifications.get(row.id()), prices.get(row.symbol())))
        .toList();
  }

  private SubscribeOutcome existing(Wish wish, long id) {
    Subscription row =
        rows.find(id)
            .orElseThrow(() -> new IllegalStateException("subscription " + id + " is gone"));
    return new Subscribed(false, state(wish.connectionId(), row));
  }

  private SubscriptionState state(long connectionId, Subscription row) {
    return state(
        row,
        tallies.notifications(connectionId).get(row.id()),
        tallies.lastPrices(connectionId).get(row.symbol()));
  }

  private static SubscriptionState state(
      Subscription row, @Nullable Tally notifications, @Nullable Price lastPrice) {
    return new SubscriptionState(
        row.id(),
        row.symbol(),
        row.condition(),
        row.threshold(),
        row.repeat(),
        row.cooldownSeconds(),
        row.expiresAt(),
        row.status(),
        row.createdAt(),
        lastPrice,
        notifications == null ? 0 : notifications.count(),
        notifications == null ? null : notifications.last());
  }
}
