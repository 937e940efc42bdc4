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

  /**
   * There are as many live subscriptions as there may be.
   *
   * @param limit which limit it is, in a sentence for the client
   */
  record LimitExceeded(String limit) implements SubscribeOutcome {}
}
