package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.SubscriptionState;

/** What came of the wish to subscribe. */
public sealed interface SubscribeOutcome {

  /**
   * There is such a subscription.
   *
   * @param created whether it is new, or was there already
   */
  record Subscribed(boolean created, SubscriptionState subscription) implements SubscribeOutcome {}

  /** The connection has as many live subscriptions as it may. */
  record LimitExceeded(int limit) implements SubscribeOutcome {}
}
