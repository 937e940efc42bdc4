package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.SubscriptionState;

/** Outcome of a subscribe. */
public sealed interface SubscribeOutcome {

  /**
   * The subscription exists.
   *
   * @param created whether it is new
   */
  record Subscribed(boolean created, SubscriptionState subscription) implements SubscribeOutcome {}

  /**
   * A subscription limit was reached.
   *
   * @param limit the exceeded limit, as a sentence for the client
   */
  record LimitExceeded(String limit) implements SubscribeOutcome {}
}
