package io.coinpanel.webserver.subscription;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.StatsReport;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stored subscriptions, as their owners see and change them. */
public final class Subscriptions {

  private final GroupCommit commits;
  private final InsertAccountSubscriptions insertAccountSubscriptions;
  private final UpdateSubscriptions updateSubscriptions;
  private final EndSubscriptions endSubscriptions;
  private final SubscriptionRows rows;
  private final OwnerSnapshots snapshots;
  private final SubscriptionStats stats;

  Subscriptions(
      GroupCommit commits,
      InsertAccountSubscriptions insertAccountSubscriptions,
      UpdateSubscriptions updateSubscriptions,
      EndSubscriptions endSubscriptions,
      SubscriptionRows rows,
      SubscriptionStats stats) {
    this.commits = commits;
    this.insertAccountSubscriptions = insertAccountSubscriptions;
    this.updateSubscriptions = updateSubscriptions;
    this.endSubscriptions = endSubscriptions;
    this.rows = rows;
    this.snapshots = new OwnerSnapshots(rows);
    this.stats = stats;
  }

  /**
   * Ends a subscription.
   *
   * @param endedAfterAll called, on a thread that must not block, if it turns out later that it was
   *     ended although this failed
   * @return whether it has ended by this
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public boolean unsubscribe(Owner owner, long id, Runnable endedAfterAll) {
    EndSubscriptions.Outcome outcome =
        commits.commit(
            endSubscriptions, new EndSubscriptions.Request(owner, id, null, endedAfterAll));
    if (!outcome.isHere()) {
      throw moved(owner.id());
    }
    return outcome.ended();
  }

  /**
   * Ends a subscription of an account that has a certain revision.
   *
   * @param expectedRevision null for any
   * @return whether it has ended by this
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public boolean unsubscribe(Owner.Account account, long id, @Nullable Integer expectedRevision) {
    return commits
        .commit(
            endSubscriptions, new EndSubscriptions.Request(account, id, expectedRevision, () -> {}))
        .ended();
  }

  /**
   * Ends several subscriptions.
   *
   * @return those that have ended by this
   * @throws UnavailableException if nothing was stored or the outcome is unknown
   */
  public Set<Long> unsubscribe(Owner owner, Collection<Long> ids) {
    List<CompletableFuture<EndSubscriptions.Outcome>> outcomes =
        ids.stream()
            .map(id -> new EndSubscriptions.Request(owner, id, null, () -> {}))
            .map(request -> commits.submit(endSubscriptions, request))
            .toList();
    return outcomes.stream()
        .map(commits::await)
        .filter(EndSubscriptions.Outcome::ended)
        .map(outcome -> outcome.request().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Edits a subscription.
   *
   * @param expectedRevision null for any
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public UpdateOutcome update(Owner owner, long id, Edit edit, @Nullable Integer expectedRevision) {
    return beginUpdate(owner, id, edit, expectedRevision).get();
  }

  /**
   * Begins to edit a subscription, so that several share a transaction.
   *
   * @return waits for the outcome, with the exceptions of {@link #update}
   */
  public Supplier<UpdateOutcome> beginUpdate(
      Owner owner, long id, Edit edit, @Nullable Integer expectedRevision) {
    CompletableFuture<Optional<UpdateOutcome>> submitted =
        commits.submit(
            updateSubscriptions,
            new UpdateSubscriptions.Request(owner, id, edit, expectedRevision));
    return () -> commits.await(submitted).orElseThrow(() -> moved(owner.id()));
  }

  /**
   * Stores a subscription of an account, or finds the live one of the same terms.
   *
   * @throws UnavailableException if it was not stored or the outcome is unknown
   */
  public SubscribeOutcome subscribe(Owner.Account account, Terms terms, Details details) {
    SubscriptionKey key = new SubscriptionKey(account.id(), terms);
    return switch (beginInsert(account, terms, details).get()) {
      case InsertOutcome.Created made ->
          new SubscribeOutcome.Subscribed(
              true, key.created(made.id(), true, details, made.createdAt(), made.lastPrice()));
      case InsertOutcome.Existing(long id) ->
          new SubscribeOutcome.Subscribed(false, rows.find(id).orElseThrow());
      case InsertOutcome.LimitExceeded(String limit) -> new SubscribeOutcome.LimitExceeded(limit);
      case InsertOutcome.OwnerGone() -> throw moved(account.id());
    };
  }

  /**
   * Begins to store a subscription of an account, so that several share a transaction. They get
   * their ids in the order of the calls.
   *
   * @return waits for the outcome
   * @throws UnavailableException from the result, if it was not stored or the outcome is unknown
   */
  public Supplier<InsertOutcome> beginInsert(Owner.Account account, Terms terms, Details details) {
    CompletableFuture<InsertOutcome> submitted =
        commits.submit(
            insertAccountSubscriptions,
            new InsertAccountSubscriptions.Request(
                new SubscriptionKey(account.id(), terms), details));
    return () -> commits.await(submitted);
  }

  private static UnavailableException moved(long owner) {
    return new UnavailableException("owner " + owner + " cannot be changed by this webserver");
  }

  /** The owner's subscription, unless it is unsubscribed. */
  public Optional<SubscriptionState> find(Owner owner, long id) {
    return rows.find(owner.id(), id);
  }

  /** The owner's live subscription of these terms. */
  public Optional<SubscriptionState> find(Owner owner, Terms terms) {
    return rows.find(new SubscriptionKey(owner.id(), terms));
  }

  /** Those of the given subscriptions that have ended. */
  public EndedSubscriptions ended(Collection<Long> ids) {
    Map<Long, @Nullable SubscriptionState> ended = new HashMap<>();
    ids.forEach(id -> ended.put(id, null));
    for (SubscriptionState state : rows.find(ids)) {
      if (state.status() == SubscriptionStatus.FINISHED) {
        ended.put(state.id(), state);
      } else if (state.status() != SubscriptionStatus.UNSUBSCRIBED) {
        ended.remove(state.id());
      }
    }
    // Read last: what had ended before has no later notification.
    return new EndedSubscriptions(ended, rows.lastIds().notification());
  }

  /** The symbols of owners' live subscriptions. */
  public Map<Long, Set<String>> symbols(Collection<Long> owners) {
    return rows.symbols(owners);
  }

  /** Figures of an owner's subscriptions. */
  public StatsReport stats(long ownerId) {
    return stats.read(ownerId);
  }

  /**
   * The live ones and the newest of the finished ones, in the order of their ids.
   *
   * @param after the id they come behind; 0 for the first ones
   * @param limit the maximum number
   */
  public SubscriptionPage list(long ownerId, long after, int limit) {
    return rows.page(ownerId, after, limit);
  }

  /**
   * All subscriptions of an owner whose changes are routed here or who has no writes in progress.
   */
  public ResumedSubscriptions resume(long ownerId) {
    return snapshots.read(ownerId);
  }
}
