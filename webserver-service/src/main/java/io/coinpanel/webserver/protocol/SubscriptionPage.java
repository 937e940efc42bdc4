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

  /**
   * The page of what was found.
   *
   * @param found in id order, at least one more than the page may have if there are more
   * @param limit how many it may have
   */
  public static SubscriptionPage of(List<SubscriptionState> found, int limit) {
    if (found.size() <= limit) {
      return new SubscriptionPage(found, null);
    }
    List<SubscriptionState> page = List.copyOf(found.subList(0, limit));
    return new SubscriptionPage(page, page.getLast().id());
  }

  int weight() {
    return subscriptions.stream().mapToInt(SubscriptionState::weight).sum();
  }
}
