package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import java.util.List;

/**
 * Accepts the events of one shard, each once and in order, from one thread. A subscription's
 * activation comes before its first notification.
 */
public interface EventSink {

  /** Whether it has cursors, from which a source continues. */
  boolean isStarted();

  /** What comes up to these ids is no concern of this sink. */
  void start(long notificationId, long activationId);

  /** The last notification accepted. */
  long notificationCursor();

  /** The last activation accepted. */
  long activationCursor();

  /** Accepts the next activations, of which there is at least one. */
  void activated(List<Activated> activations);

  /** Accepts the next notifications, of which there is at least one. */
  void notified(List<Notified> notifications);
}
