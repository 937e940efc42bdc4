package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Event;
import io.coinpanel.webserver.connection.Event.Activated;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.connection.Progress;
import java.util.List;

/**
 * Takes every committed row once and hands it to its connection, if that is here. A row of somebody
 * else's connection is dropped: its own webserver reads it too.
 *
 * <p>One thread calls {@link #begin} and {@link #doWork}.
 */
public final class Delivery {

  private static final int BATCH = 5_000;

  private final Notifications notifications;
  private final Activations activations;
  private final Connections connections;
  private final Progress progress;
  private final DeliveryMetrics metrics;

  private long activationCursor;

  Delivery(
      Notifications notifications,
      Activations activations,
      Connections connections,
      Progress progress,
      DeliveryMetrics metrics) {
    this.notifications = notifications;
    this.activations = activations;
    this.connections = connections;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** Starts behind the last row there is; no client is let in before. */
  void begin() {
    activationCursor = activations.last();
    progress.begin(notifications.last());
  }

  /**
   * Hands over what is new. Activations are read after notifications, so they are at least as new,
   * and handed over before: a subscription is active before its first notification.
   *
   * @return whether there may be more
   */
  boolean doWork() {
    List<Notified> notified = notifications.after(progress.reached(), BATCH);
    activate();
    if (!notified.isEmpty()) {
      progress.reach(notified.getLast().id());
      notified.forEach(this::hand);
      metrics.delivered(notified.size());
    }
    progress.deliver();
    return notified.size() == BATCH;
  }

  private void activate() {
    List<Activated> activated;
    do {
      activated = activations.after(activationCursor, BATCH);
      activated.forEach(this::hand);
      if (!activated.isEmpty()) {
        activationCursor = activated.getLast().id();
      }
    } while (activated.size() == BATCH);
  }

  private void hand(Event event) {
    connections.find(event.connectionId()).ifPresent(connection -> connection.deliver(event));
  }
}
