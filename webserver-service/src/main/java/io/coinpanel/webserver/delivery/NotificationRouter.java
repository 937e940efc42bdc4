package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.Sockets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes each event of a shard to its connection's socket, if that is here; those of other
 * webservers' connections are dropped.
 */
final class NotificationRouter implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationRouter.class);

  private final Sockets sockets;
  private final DeliveryProgress progress;
  private final DeliveryMetrics metrics;

  /** Used by the delivering thread only. */
  private long activationCursor;

  NotificationRouter(Sockets sockets, DeliveryProgress progress, DeliveryMetrics metrics) {
    this.sockets = sockets;
    this.progress = progress;
    this.metrics = metrics;
  }

  @Override
  public boolean isStarted() {
    return progress.isStarted();
  }

  /** No client is accepted before. */
  @Override
  public void start(long notificationId, long activationId) {
    activationCursor = activationId;
    progress.start(notificationId);
  }

  @Override
  public long notificationCursor() {
    return progress.routing();
  }

  @Override
  public long activationCursor() {
    return activationCursor;
  }

  @Override
  public void activated(List<Activated> activations) {
    route(activations);
    activationCursor = activations.getLast().id();
  }

  @Override
  public void notified(List<Notified> notifications) {
    progress.beginRouting(notifications.getLast().id());
    route(notifications);
    metrics.delivered(notifications.size());
    progress.endRouting();
  }

  private void route(List<? extends Event> events) {
    sockets.inBatch(() -> events.forEach(this::route));
  }

  private void route(Event event) {
    sockets.find(event.connectionId()).ifPresent(socket -> route(event, socket));
  }

  private static void route(Event event, ClientSocket socket) {
    try {
      socket.deliver(event);
    } catch (RuntimeException bug) {
      // Closes this socket only; its client resumes from the table.
      LOG.error("connection {}: cannot queue {}; closing the socket", socket.id(), event, bug);
      socket.abort();
    }
  }
}
