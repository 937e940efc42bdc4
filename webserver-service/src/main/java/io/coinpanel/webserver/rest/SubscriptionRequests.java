package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.destination.Destinations;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.Edit;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.ProblemException;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.subscription.InsertOutcome;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.SubscribeOutcome;
import io.coinpanel.webserver.subscription.SubscribeOutcome.Subscribed;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.coinpanel.webserver.subscription.UpdateOutcome;
import io.coinpanel.webserver.symbols.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What clients do with subscriptions over HTTP; every failure is a {@link ProblemException}. */
final class SubscriptionRequests {

  private final Subscriptions subscriptions;
  private final Symbols symbols;
  private final Destinations destinations;

  SubscriptionRequests(Subscriptions subscriptions, Symbols symbols, Destinations destinations) {
    this.subscriptions = subscriptions;
    this.symbols = symbols;
    this.destinations = destinations;
  }

  Subscribed subscribe(Owner.Account account, Terms terms, Details details) {
    check(account, terms, details);
    return switch (subscriptions.subscribe(account, terms, details)) {
      case Subscribed subscribed -> subscribed;
      case SubscribeOutcome.LimitExceeded(String limit) ->
          throw Problem.of(ErrorCode.LIMIT_EXCEEDED, limit).toException();
    };
  }

  /** Begins to subscribe, as {@link Subscriptions#beginInsert} does. */
  Supplier<InsertOutcome> beginSubscribe(Owner.Account account, Terms terms, Details details) {
    check(account, terms, details);
    return subscriptions.beginInsert(account, terms, details);
  }

  private void check(Owner.Account account, Terms terms, Details details) {
    TradingSymbols.require(terms.symbol(), symbols);
    checkDestinations(account, details.namedDestinations());
  }

  private void checkDestinations(Owner.Account account, List<Long> named) {
    if (!destinations.areOf(account.id(), named)) {
      throw Problem.of(
              ErrorCode.UNKNOWN_DESTINATION, "the account has no such destination", "destinations")
          .toException();
    }
  }

  /** Finds the paused one of these terms. */
  Optional<SubscriptionState> findPaused(Owner.Account account, Terms terms) {
    return subscriptions.find(account, terms).filter(found -> !found.isEnabled());
  }

  /**
   * Finds one.
   *
   * @param condition what its revision must be
   */
  SubscriptionState find(Owner.Account account, long id, IfMatch condition) {
    SubscriptionState found =
        subscriptions.find(account, id).orElseThrow(SubscriptionRequests::unknown);
    if (!condition.matches(found.revision())) {
      throw otherRevision();
    }
    return found;
  }

  SubscriptionState update(Owner.Account account, long id, Edit edit, IfMatch condition) {
    checkDestinations(account, edit.namedDestinations());
    Integer revision = condition.isAny() ? null : find(account, id, condition).revision();
    return updated(subscriptions.update(account, id, edit, revision));
  }

  /** Begins to update, as {@link Subscriptions#beginUpdate} does. */
  Supplier<SubscriptionState> beginUpdate(Owner.Account account, long id, Edit edit) {
    checkDestinations(account, edit.namedDestinations());
    Supplier<UpdateOutcome> outcome = subscriptions.beginUpdate(account, id, edit, null);
    return () -> updated(outcome.get());
  }

  private static SubscriptionState updated(UpdateOutcome outcome) {
    return switch (outcome) {
      case UpdateOutcome.Updated(SubscriptionState updated) -> updated;
      case UpdateOutcome.Unknown() -> throw unknown();
      case UpdateOutcome.Finished() ->
          throw Problem.of(ErrorCode.CONFLICT, "the subscription is finished").toException();
      case UpdateOutcome.Invalid(var problem) ->
          throw Problem.of(ErrorCode.of(problem.code()), problem.reason(), problem.field())
              .toException();
      case UpdateOutcome.Conflict(long other) ->
          throw Problem.of(ErrorCode.CONFLICT, "subscription " + other + " has these terms")
              .toException();
      case UpdateOutcome.OtherRevision _ -> throw otherRevision();
    };
  }

  void unsubscribe(Owner.Account account, long id, IfMatch condition) {
    Integer revision = condition.isAny() ? null : find(account, id, condition).revision();
    if (!subscriptions.unsubscribe(account, id, revision)) {
      // Gone, or of another revision by now.
      find(account, id, condition);
      throw otherRevision();
    }
  }

  static ProblemException unknown() {
    return Problem.of(ErrorCode.UNKNOWN_SUBSCRIPTION, "the account has no such subscription")
        .toException();
  }

  private static ProblemException otherRevision() {
    return Problem.of(ErrorCode.PRECONDITION_FAILED, "the subscription has another revision by now")
        .toException();
  }
}
