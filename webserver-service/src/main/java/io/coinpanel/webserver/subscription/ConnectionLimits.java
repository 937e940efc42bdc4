package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.socket.ClientSocket;
import java.util.Optional;

/** How many live subscriptions one connection may have. */
final class ConnectionLimits {

  private final SubscriptionRows rows;
  private final int limit;

  /**
   * @param limit of all its live subscriptions
   */
  ConnectionLimits(SubscriptionRows rows, int limit) {
    this.rows = rows;
    this.limit = limit;
  }

  /** Decides without a read, as a socket tracks at least all live ones. */
  boolean mayBeReached(ClientSocket socket, SubscriptionKey key) {
    return socket.subscriptions().count() >= limit
        || socket.subscriptions().countSameCondition(key.terms().symbol(), key.terms().condition())
            >= AccountLimits.MAX_SAME_CONDITION;
  }

  /** The limit that is reached, in words. */
  Optional<String> reached(SubscriptionKey key) {
    if (rows.countLive(key.ownerId()) >= limit) {
      return Optional.of("a connection may have at most " + limit + " subscriptions");
    }
    return rows.countSameCondition(key) >= AccountLimits.MAX_SAME_CONDITION
        ? Optional.of(
            "a connection may have at most "
                + AccountLimits.MAX_SAME_CONDITION
                + " subscriptions of the same symbol, condition and parameters")
        : Optional.empty();
  }
}
