package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.model.Price;
import io.coinpanel.model.Subscription;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
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

  private final GroupCommit commits;
  private final SubscriptionRows rows;
  private final Tallies tallies;
  private final int limit;
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
      Executor lookUps,
      Instance instance,
      InstantSource clock) {
    this.commits = commits;
    this.rows = rows;
    this.tallies = tallies;
    this.limit = limit;
    this.lookUps = lookUps;
    this.subscribing = new Subscribing(instance.id(), clock);
    this.unsubscribing = new Unsubscribing(clock);
  }

  /**
   * Stores a subscription, or finds the live one that asks the same.
   *
   * @param held how many the connection remembers: at least as many as are live
   * @return what came of it, once that is committed, or why nothing was stored. What follows must
   *     not wait.
   */
  public CompletableFuture<SubscribeOutcome> subscribe(
      long connectionId, int held, Subscribe command) {
    Wish wish = Wish.of(connectionId, command);
    if (held < limit) {
      return store(wish);
    }
    return supplyAsync(() -> findIfFull(wish), lookUps)
        .thenCompose(
            found -> found.map(CompletableFuture::completedFuture).orElseGet(() -> store(wish)));
  }

  private CompletableFuture<SubscribeOutcome> store(Wish wish) {
    return commits
        .submit(subscribing, wish)
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

  /** Beyond the limit only what is there already can be subscribed to. */
  private Optional<SubscribeOutcome> findIfFull(Wish wish) {
    if (rows.countLive(wish.connectionId()) < limit) {
      return Optional.empty();
    }
    return Optional.of(
        rows
            .findAlike(wish.connectionId(), wish.symbol(), wish.threshold(), wish.condition())
            .stream()
            .filter(subscription -> isAlike(subscription, wish))
            .findFirst()
            .<SubscribeOutcome>map(
                found -> new Subscribed(false, state(wish.connectionId(), found)))
            .orElseGet(() -> new LimitExceeded(limit)));
  }

  private static boolean isAlike(Subscription subscription, Wish wish) {
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
   * @throws UnavailableException if that could not be stored
   */
  public void unsubscribe(long id) {
    commits.commit(unsubscribing, id);
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
