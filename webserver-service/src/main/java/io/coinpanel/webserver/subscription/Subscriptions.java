package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.HeldSubscription;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.subscription.SubscribeOutcome.LimitExceeded;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The subscriptions in the database, for their connections. What returns normally is committed. */
public final class Subscriptions {

  private final GroupCommit commits;
  private final SubscriptionRows rows;
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
      int limit,
      Executor lookUps,
      Instance instance,
      InstantSource clock) {
    this.commits = commits;
    this.rows = rows;
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
                  case Fulfilment.Existing(long id) -> supplyAsync(() -> existing(id), lookUps);
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
        rows.findAlike(wish)
            .<SubscribeOutcome>map(found -> new Subscribed(false, found))
            .orElseGet(() -> new LimitExceeded(limit)));
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

  /** Whether it is a finished one, which its connection may no longer remember. */
  public boolean isFinishedOneOf(long connectionId, long id) {
    return rows.isFinished(connectionId, id);
  }

  /**
   * The live ones and the newest of the finished ones, in the order of their ids.
   *
   * @param after the id they come behind; 0 for the first ones
   * @param limit at most so many
   */
  public SubscriptionPage list(long connectionId, long after, int limit) {
    List<SubscriptionState> found = rows.page(connectionId, after, limit + 1);
    if (found.size() <= limit) {
      return new SubscriptionPage(found, null);
    }
    List<SubscriptionState> page = List.copyOf(found.subList(0, limit));
    return new SubscriptionPage(page, page.getLast().id());
  }

  /** All of a connection that was moved here, and for which nobody stores anything now. */
  public Resumable resume(long connectionId) {
    SubscriptionPage first = list(connectionId, 0, SubscriptionPage.LARGEST);
    List<HeldSubscription> live = rows.live(connectionId);
    // Asked last: what has finished before is not among the live ones, and fires no more.
    return new Resumable(first, live, rows.lastId(), rows.lastNotification());
  }

  private SubscribeOutcome existing(long id) {
    return new Subscribed(
        false,
        rows.find(id)
            .orElseThrow(() -> new IllegalStateException("subscription " + id + " is gone")));
  }
}
