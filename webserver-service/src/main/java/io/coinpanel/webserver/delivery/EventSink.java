package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import java.util.List;

/**
 * Accepts the events of one shard, each once and in order, from one thread. Changes of a
 * subscription come before its activation, and that before its first notification.
 */
public interface EventSink {

  /** Whether it has cursors, from which a source continues. */
  boolean isStarted();

  /** Events up to these ids and this snapshot are not for this sink. */
  void start(long notificationId, long activationId, String snapshot);

  /** The last notification accepted. */
  long notificationCursor();

  /** The last activation accepted. */
  long activationCursor();

  /** The snapshot up to which changes were accepted. */
  String changeCursor();

  /** Whether it wants the changes of an owner. */
  boolean isFollowed(long ownerId);

  /** Accepts the next changes of {@link #isFollowed followed} owners, and their snapshot. */
  void changed(List<Event> changes, String snapshot);

  /** Accepts the next activations, of which there is at least one. */
  void activated(List<Activated> activations);

  /** Accepts the next notifications, of which there is at least one. */
  void notified(List<Notified> notifications);
}
