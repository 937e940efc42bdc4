package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.HeldSubscription;
import io.coinpanel.webserver.database.Instance;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.subscription.SubscribeOutcome.LimitExceeded;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.coinpanel.webserver.subscription.SubscriptionRows.LastIds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The subscriptions in the database, for their connections. What returns normally is committed. */
public final class Subscriptions {

  /** One trade crosses them all. */
  private static final int MOST_ALIKE = 10;

  private final GroupCommit commits;
  private final SubscriptionRows rows;
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
      int limit,
      AnonymousLimits anonymous,
      Executor lookUps,
      Instance instance,
      InstantSource clock) {
    this.commits = commits;
    this.rows = rows;
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
        ? supplyAsync(() -> find(wish).orElse(refused), lookUps)
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
                  case Fulfilment.Existing(long id) -> supplyAsync(() -> existing(id), lookUps);
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
    return find(wish).or(() -> exceeded(wish).map(LimitExceeded::new));
  }

  private Optional<SubscribeOutcome> find(Wish wish) {
    return rows.find(wish).map(found -> new Subscribed(false, found));
  }

  private Optional<String> exceeded(Wish wish) {
    if (rows.countLive(wish.connectionId()) >= limit) {
      return Optional.of("a connection may have " + limit + " subscriptions");
    }
    return rows.countAlike(wish) >= MOST_ALIKE
        ? Optional.of(
            "a connection may have "
                + MOST_ALIKE
                + " subscriptions of the same symbol, condition and threshold")
        : Optional.empty();
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
    List<HeldSubscription> live =
        first.next() == null ? live(first.subscriptions()) : rows.live(connectionId);
    // Asked last: what has finished before is not among the live ones, and fires no more.
    LastIds last = rows.lastIds();
    return new Resumable(first, live, last.subscription(), last.notification());
  }

  /** Saves a read where all are shown. */
  private static List<HeldSubscription> live(List<SubscriptionState> all) {
    return all.stream()
        .filter(shown -> shown.status() != SubscriptionStatus.FINISHED)
        .map(HeldSubscription::of)
        .toList();
  }

  private SubscribeOutcome existing(long id) {
    return new Subscribed(
        false,
        rows.find(id)
            .orElseThrow(() -> new IllegalStateException("subscription " + id + " is gone")));
  }
}
