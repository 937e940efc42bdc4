package io.coinpanel.webserver.subscription;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.Command.Subscribe;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.subscription.SubscribeOutcome.LimitExceeded;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Stores new subscriptions of anonymous connections within the limits. */
public final class SubscriptionCreator {

  private final GroupCommit commits;
  private final InsertSubscriptions insertSubscriptions;
  private final SubscriptionRows rows;
  private final ConnectionLimits limits;
  private final AnonymousLimits anonymousLimits;
  private final Executor lookUps;

  /**
   * @param lookUps threads that may block on the database
   */
  SubscriptionCreator(
      GroupCommit commits,
      InsertSubscriptions insertSubscriptions,
      SubscriptionRows rows,
      ConnectionLimits limits,
      AnonymousLimits anonymousLimits,
      Executor lookUps) {
    this.commits = commits;
    this.insertSubscriptions = insertSubscriptions;
    this.rows = rows;
    this.limits = limits;
    this.anonymousLimits = anonymousLimits;
    this.lookUps = lookUps;
  }

  /**
   * Stores a subscription (and its connection if it is the first) or finds the live one with the
   * same key.
   *
   * @return the outcome after commit, or the failure. Continuations must not block.
   */
  public CompletableFuture<SubscribeOutcome> subscribe(ClientSocket socket, Subscribe command) {
    SubscriptionKey key = new SubscriptionKey(socket.id(), command.terms());
    Details details = command.details();
    if (!limits.mayBeReached(socket, key)) {
      return admit(socket, key, details);
    }
    return supplyAsync(() -> findIfLimitReached(key), lookUps)
        .thenCompose(
            found ->
                found
                    .map(CompletableFuture::completedFuture)
                    .orElseGet(() -> admit(socket, key, details)));
  }

  /** At the limit only existing subscriptions can be returned, or enabled by being stored. */
  private Optional<SubscribeOutcome> findIfLimitReached(SubscriptionKey key) {
    Optional<SubscriptionState> found = rows.find(key);
    return found.isEmpty()
        ? limits.reached(key).map(LimitExceeded::new)
        : found.filter(SubscriptionState::isEnabled).map(one -> new Subscribed(false, one));
  }

  private CompletableFuture<SubscribeOutcome> admit(
      ClientSocket socket, SubscriptionKey key, Details details) {
    Optional<String> exceeded = anonymousLimits.reserve(socket.identity().address());
    if (exceeded.isEmpty()) {
      return store(socket, key, details);
    }
    SubscribeOutcome refused = new LimitExceeded(exceeded.get());
    return socket.identity().unstored() == null
        ? supplyAsync(() -> rows.find(key), lookUps)
            .thenCompose(found -> existing(key, details, found, refused))
        : completedFuture(refused);
  }

  private CompletableFuture<SubscribeOutcome> existing(
      SubscriptionKey key,
      Details details,
      Optional<SubscriptionState> found,
      SubscribeOutcome otherwise) {
    if (found.isPresent() && !found.get().isEnabled()) {
      return commits
          .submit(insertSubscriptions, new InsertSubscriptions.Request(key, details, null))
          .thenCompose(outcome -> reply(key, details, outcome));
    }
    return completedFuture(
        found.<SubscribeOutcome>map(one -> new Subscribed(false, one)).orElse(otherwise));
  }

  private CompletableFuture<SubscribeOutcome> store(
      ClientSocket socket, SubscriptionKey key, Details details) {
    if (!socket.beginStoring()) {
      anonymousLimits.release(socket.identity().address());
      return failedFuture(new UnavailableException("the socket has closed"));
    }
    return commits
        .submit(
            insertSubscriptions,
            new InsertSubscriptions.Request(key, details, socket.identity().unstored()))
        .whenComplete((outcome, _) -> releaseUnlessCreated(socket, outcome))
        .thenCompose(outcome -> reply(key, details, outcome));
  }

  private void releaseUnlessCreated(ClientSocket socket, @Nullable InsertOutcome outcome) {
    if (!(outcome instanceof InsertOutcome.Created)) {
      anonymousLimits.release(socket.identity().address());
    }
  }

  private CompletableFuture<SubscribeOutcome> reply(
      SubscriptionKey key, Details details, InsertOutcome outcome) {
    return switch (outcome) {
      case InsertOutcome.Created created ->
          completedFuture(
              new Subscribed(
                  true,
                  key.created(
                      created.id(), false, details, created.createdAt(), created.lastPrice())));
      case InsertOutcome.Existing(long id) -> supplyAsync(() -> existing(id), lookUps);
      case InsertOutcome.LimitExceeded(String limit) -> completedFuture(new LimitExceeded(limit));
      case InsertOutcome.OwnerGone() ->
          failedFuture(
              new UnavailableException(
                  "connection " + key.ownerId() + " has moved to another webserver"));
    };
  }

  private SubscribeOutcome existing(long id) {
    SubscriptionState found =
        rows.find(id)
            .orElseThrow(() -> new IllegalStateException("subscription " + id + " is gone"));
    return new Subscribed(false, found);
  }
}
