package io.coinpanel.webserver.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of subscriptions in id order.
 *
 * @param next the cursor of the next page, or null
 */
public record SubscriptionPage(List<SubscriptionState> subscriptions, @Nullable Long next) {

  /** How many a page may have. */
  public static final int LARGEST = 1_000;

  /** How many finished subscriptions of an owner a client is shown: the newest. */
  public static final int FINISHED = 100;

  int weight() {
    return subscriptions.stream().mapToInt(SubscriptionState::weight).sum();
  }
}
