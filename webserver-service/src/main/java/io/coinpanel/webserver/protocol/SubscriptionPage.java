package io.coinpanel.webserver.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a client's subscriptions, in the order of their ids.
 *
 * @param next the last id if there are more behind it, else null
 */
public record SubscriptionPage(List<SubscriptionState> subscriptions, @Nullable Long next) {

  /** How many a page may have. */
  public static final int LARGEST = 1_000;

  /** How many finished subscriptions of a connection its client is shown: the newest. */
  public static final int FINISHED = 100;

  int weight() {
    return 256 * subscriptions.size();
  }
}
