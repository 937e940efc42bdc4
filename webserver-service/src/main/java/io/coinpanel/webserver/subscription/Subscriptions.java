package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.database.InstanceId;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.subscription.SubscribeOutcome.LimitExceeded;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.coinpanel.webserver.subscription.SubscriptionRows.LastIds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Stores and reads subscriptions. Normal returns mean committed. */
public final class Subscriptions {

  /** One trade crosses them all. */
  private static final int MAX_SAME_CROSSING = 10;

  private final GroupCommit commits;
  private final SubscriptionRows rows;
  private final int limit;
  private final AnonymousLimits anonymous;
  private final Executor lookUps;
  private final InsertSubscriptions insertSubscriptions;
  private final EndSubscriptions endSubscriptions;

  /**
   * @param lookUps threads that may block on the database
   */
  Subscriptions(
      GroupCommit commits,
      SubscriptionRows rows,
      int limit,
      AnonymousLimits anonymous,
      Executor lookUps,
      InstanceId instanceId,
      InstantSource clock) {
    this.commits = commits;
    this.rows = rows;
    this.limit = limit;
    this.anonymous = anonymous;
    this.lookUps = lookUps;
    this.insertSubscriptions = new InsertSubscriptions(instanceId.id(), clock);
    this.endSubscriptions = new EndSubscriptions(instanceId.id(), clock);
  }

  /**
   * Stores a subscription (and its connection if it is the first) or finds the live one with the
   * same key.
   *
   * @return the outcome after commit, or the failure. Continuations must not block.
   */
  public CompletableFuture<SubscribeOutcome> subscribe(ClientSocket connection, Subscribe command) {
    SubscriptionKey subscriptionKey = SubscriptionKey.of(connection.id(), command);
    if (!mayExceedLimit(connection, subscriptionKey)) {
      return admit(connection, subscriptionKey);
    }
    return supplyAsync(() -> findIfLimitReached(subscriptionKey), lookUps)
        .thenCompose(
            found ->
                found
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> admit(connection, subscriptionKey)));
  }

  /** A socket tracks at least all live ones. */
  private boolean mayExceedLimit(ClientSocket connection, SubscriptionKey subscriptionKey) {
    return connection.subscriptionCount() >= limit
        || connection.countSameCrossing(
                subscriptionKey.symbol(),
                subscriptionKey.condition(),
                subscriptionKey.threshold().units())
            >= MAX_SAME_CROSSING;
  }

  private CompletableFuture<SubscribeOutcome> admit(
      ClientSocket connection, SubscriptionKey subscriptionKey) {
    Optional<String> exceeded = anonymous.reserve(connection.address());
    if (exceeded.isEmpty()) {
      return store(connection, subscriptionKey);
    }
    SubscribeOutcome refused = new LimitExceeded(exceeded.get());
    return connection.unstored() == null
        ? supplyAsync(() -> find(subscriptionKey).orElse(refused), lookUps)
        : completedFuture(refused);
  }

  private CompletableFuture<SubscribeOutcome> store(
      ClientSocket connection, SubscriptionKey subscriptionKey) {
    if (!connection.beginStoring()) {
      anonymous.release(connection.address());
      return failedFuture(new UnavailableException("the socket has closed"));
    }
    return commits
        .submit(
            insertSubscriptions,
            new InsertSubscriptions.Request(subscriptionKey, connection.unstored()))
        .whenComplete((insertOutcome, _) -> releaseUnlessCreated(connection, insertOutcome))
        .thenCompose(
            insertOutcome ->
                switch (insertOutcome) {
                  case InsertOutcome.Created created ->
                      completedFuture(new Subscribed(true, fresh(subscriptionKey, created)));
                  case InsertOutcome.Existing(long id) -> supplyAsync(() -> existing(id), lookUps);
                  case InsertOutcome.ConnectionMoved() ->
                      failedFuture(
                          new UnavailableException(
                              "connection "
                                  + subscriptionKey.connectionId()
                                  + " has moved to another webserver"));
                });
  }

  private void releaseUnlessCreated(
      ClientSocket connection, @Nullable InsertOutcome insertOutcome) {
    if (!(insertOutcome instanceof InsertOutcome.Created)) {
      anonymous.release(connection.address());
    }
  }

  /** At the limit only existing subscriptions can be returned. */
  private Optional<SubscribeOutcome> findIfLimitReached(SubscriptionKey subscriptionKey) {
    return find(subscriptionKey).or(() -> exceeded(subscriptionKey).map(LimitExceeded::new));
  }

  private Optional<SubscribeOutcome> find(SubscriptionKey subscriptionKey) {
    return rows.find(subscriptionKey).map(found -> new Subscribed(false, found));
  }

  private Optional<String> exceeded(SubscriptionKey subscriptionKey) {
    if (rows.countLive(subscriptionKey.connectionId()) >= limit) {
      return Optional.of("a connection may have at most " + limit + " subscriptions");
    }
    return rows.countSameCrossing(subscriptionKey) >= MAX_SAME_CROSSING
        ? Optional.of(
            "a connection may have at most "
                + MAX_SAME_CROSSING
                + " subscriptions of the same symbol, condition and threshold")
        : Optional.empty();
  }

  private static SubscriptionState fresh(
      SubscriptionKey subscriptionKey, InsertOutcome.Created created) {
    return new SubscriptionState(
        created.id(),
        subscriptionKey.symbol(),
        subscriptionKey.condition(),
        subscriptionKey.threshold(),
        subscriptionKey.repeat(),
        subscriptionKey.cooldownSeconds(),
        subscriptionKey.expiresAt(),
        SubscriptionStatus.PENDING,
        created.createdAt(),
        created.lastPrice(),
        0,
        null);
  }

  /**
   * Ends a subscription.
   *
   * @param endedAfterAll called, on a thread that must not block, if it turns out later that it was
   *     ended although this failed
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public void unsubscribe(long connectionId, long id, Runnable endedAfterAll) {
    EndSubscriptions.Request request =
        new EndSubscriptions.Request(connectionId, id, endedAfterAll);
    if (!commits.commit(endSubscriptions, request).isHere()) {
      throw new UnavailableException(
          "connection " + connectionId + " has moved to another webserver");
    }
  }

  /** Whether it is finished, which the socket may no longer track. */
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

  /**
   * All subscriptions of a connection that was claimed by this webserver and has no writes in
   * progress.
   */
  public ResumedSubscriptions resume(long connectionId) {
    SubscriptionPage first = list(connectionId, 0, SubscriptionPage.LARGEST);
    List<TrackedSubscription> live =
        first.next() == null ? live(first.subscriptions()) : rows.live(connectionId);
    // Read last: anything finished before is not live and fires no more.
    LastIds last = rows.lastIds();
    return new ResumedSubscriptions(first, live, last.subscription(), last.notification());
  }

  /** Avoids a read if all fit on the page. */
  private static List<TrackedSubscription> live(List<SubscriptionState> all) {
    return all.stream()
        .filter(shown -> shown.status() != SubscriptionStatus.FINISHED)
        .map(TrackedSubscription::of)
        .toList();
  }

  private SubscribeOutcome existing(long id) {
    return new Subscribed(
        false,
        rows.find(id)
            .orElseThrow(() -> new IllegalStateException("subscription " + id + " is gone")));
  }
}
