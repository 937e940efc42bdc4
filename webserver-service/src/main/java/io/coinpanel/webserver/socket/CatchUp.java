package io.coinpanel.webserver.socket;

import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.socket.NotificationBacklog.MissedNotification;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Catches one client up from the notification table. Not safe for threads: its socket guards it.
 */
final class CatchUp {

  private final TrackedSubscriptions subscriptions;
  private final NotificationProgress progress;

  /** All subscriptions up to this id, including finished ones, were sent with the resume reply. */
  private long resumedUpTo;

  /** A subscription was removed since the table was read: its reply is sent first. */
  private boolean invalidated;

  CatchUp(TrackedSubscriptions subscriptions, NotificationProgress progress) {
    this.subscriptions = subscriptions;
    this.progress = progress;
  }

  void resumedUpTo(long lastSubscription) {
    resumedUpTo = lastSubscription;
  }

  /** Rows that are being read may be of a subscription that the client no longer has. */
  void invalidate() {
    invalidated = true;
  }

  /** The next range to read; null if nothing is missing, and then the mailbox is used again. */
  WriterTask.@Nullable CatchUp next() {
    if (!progress.isBehind()) {
      return null;
    }
    if (progress.misses()) {
      invalidated = false;
      return new WriterTask.CatchUp(progress.sent(), progress.received());
    }
    progress.catchUp();
    return null;
  }

  /**
   * Makes messages of rows. Skips unsubscribed ones.
   *
   * @param upTo the end of the range that was asked for
   * @param complete whether the table has no more in that range
   * @param commandPending whether a subscription may be about to be confirmed: stops early at a row
   *     of one that is not; the rest is read again later
   */
  List<ServerMessage> messages(
      List<MissedNotification> rows, long upTo, boolean complete, boolean commandPending) {
    List<ServerMessage> messages = new ArrayList<>(rows.size());
    if (invalidated) {
      return messages;
    }
    for (MissedNotification row : rows) {
      long id = row.notified().id();
      if (subscriptions.isSilent(row.subscription().id())) {
        progress.skip(id);
      } else if (isConfirmed(row.subscription())) {
        messages.add(notification(row));
        progress.send(id);
      } else if (commandPending) {
        return messages;
      } else {
        progress.skip(id);
      }
    }
    if (complete) {
      progress.skipUpTo(upTo);
    }
    return messages;
  }

  private boolean isConfirmed(TrackedSubscription subscription) {
    return subscription.id() <= resumedUpTo || subscriptions.contains(subscription.id());
  }

  private ServerMessage notification(MissedNotification row) {
    subscriptions.fired(row.subscription());
    return row.subscription().notification(row.notified());
  }
}
