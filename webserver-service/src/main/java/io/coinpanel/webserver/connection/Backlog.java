package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.connection.Event.Notified;
import java.util.List;

/** The stored notifications of one connection, for when its mailbox could not keep them. */
public interface Backlog {

  /** A notification, and the subscription that it is of. */
  record Missed(Notified notified, HeldSubscription subscription) {}

  /**
   * Those, of subscriptions that were not unsubscribed, with {@code after < id <= upTo}, oldest
   * first.
   *
   * @throws RuntimeException if the table cannot be read now
   */
  List<Missed> read(long connectionId, long after, long upTo, int limit);
}
