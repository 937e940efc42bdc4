package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Event.Activated;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.Reader;
import io.coinpanel.webserver.socket.Sockets;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes each event of a shard to the readers of its owner that are here: the socket of a
 * connection, any number of an account.
 */
final class NotificationRouter implements EventSink {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationRouter.class);

  /** Half of the time that events are kept. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Sockets sockets;
  private final AccountReaders accounts;
  private final DeliveryProgress progress;
  private final DeliveryMetrics metrics;
  private final List<RoutedListener> listeners;
  private final NanoClock clock;

  // Used by the delivering thread only.
  private long activationCursor;
  private String changeCursor = "";
  private long changedAt;

  NotificationRouter(
      Sockets sockets,
      AccountReaders accounts,
      DeliveryProgress progress,
      DeliveryMetrics metrics,
      List<RoutedListener> listeners,
      NanoClock clock) {
    this.clock = clock;
    this.sockets = sockets;
    this.accounts = accounts;
    this.progress = progress;
    this.metrics = metrics;
    this.listeners = listeners;
  }

  @Override
  public boolean isStarted() {
    return progress.isStarted();
  }

  /** No client is accepted before. */
  @Override
  public void start(long notificationId, long activationId, String snapshot) {
    changeCursor = snapshot;
    changedAt = clock.nanoTime();
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
  public String changeCursor() {
    return changeCursor;
  }

  @Override
  public boolean isFollowed(long ownerId) {
    return sockets.find(ownerId).isPresent() || !accounts.of(ownerId).isEmpty();
  }

  @Override
  public void changed(List<Event> changes, String snapshot) {
    long now = clock.nanoTime();
    if (now - changedAt > LONGEST.toNanos()) {
      // Events in between may have been deleted.
      accounts.all().forEach(readers -> readers.forEach(Reader::abort));
    }
    changedAt = now;
    route(changes);
    changeCursor = snapshot;
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
    listeners.forEach(RoutedListener::routed);
  }

  private void route(List<? extends Event> events) {
    sockets.inBatch(() -> events.forEach(this::route));
  }

  private void route(Event event) {
    sockets.find(event.ownerId()).ifPresent(socket -> route(event, socket));
    accounts.of(event.ownerId()).forEach(reader -> route(event, reader));
  }

  private static void route(Event event, Reader reader) {
    try {
      reader.deliver(event);
    } catch (RuntimeException bug) {
      // Ends this reader only; its client resumes from the table.
      LOG.error("owner {}: cannot queue {}; ending the reader", event.ownerId(), event, bug);
      reader.abort();
    }
  }
}
