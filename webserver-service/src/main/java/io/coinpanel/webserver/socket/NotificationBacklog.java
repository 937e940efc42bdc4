package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.socket.Event.Notified;
import java.util.List;

/** An owner's stored notifications, read when its mailbox overflowed. */
public interface NotificationBacklog {

  /** A notification and its subscription. */
  record MissedNotification(Notified notified, TrackedSubscription subscription) {}

  /**
   * Notifications of subscriptions not unsubscribed, with {@code after < id <= upTo}, oldest first.
   *
   * @throws RuntimeException if the table cannot be read
   */
  List<MissedNotification> read(long ownerId, long after, long upTo, int limit);
}
