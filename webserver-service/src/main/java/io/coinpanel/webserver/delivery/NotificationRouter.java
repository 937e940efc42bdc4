package io.coinpanel.webserver.delivery;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.database.ListenConnections;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.Sockets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every committed row once and routes it to its connection's socket, if local. Rows of other
 * webservers' connections are dropped.
 *
 * <p>Listens on the connection it reads with. NOTIFY carries a few rows or triggers a poll; neither
 * is relied on, and it polls regularly. One thread calls {@link #doWork}.
 */
public final class NotificationRouter {

  private static final Logger LOG = LoggerFactory.getLogger(NotificationRouter.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int BATCH = 5_000;
  private static final String LAST =
      "select (select coalesce(max(id), 0) from notification),"
          + " (select coalesce(max(id), 0) from activation)";

  private final ListenConnections database;
  private final Sockets sockets;
  private final DeliveryProgress deliveryProgress;
  private final DeliveryMetrics metrics;

  private long activationCursor;

  NotificationRouter(
      ListenConnections database,
      Sockets sockets,
      DeliveryProgress deliveryProgress,
      DeliveryMetrics metrics) {
    this.database = database;
    this.sockets = sockets;
    this.deliveryProgress = deliveryProgress;
    this.metrics = metrics;
  }

  /** Runs until the database fails or the thread is interrupted. */
  void doWork() throws SQLException, InterruptedException {
    try (Connection connection = database.open()) {
      listenAndDeliver(connection);
    }
    throw new InterruptedException();
  }

  private void listenAndDeliver(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + NotifyChannel.NOTIFICATION);
      if (!deliveryProgress.isStarted()) {
        start(statement);
      }
    }
    while (!Thread.interrupted()) {
      deliverAll(connection);
      routePayloads(connection.unwrap(PGConnection.class));
    }
  }

  /** Starts after the last row; no client is accepted before. */
  private void start(Statement statement) throws SQLException {
    try (ResultSet last = statement.executeQuery(LAST)) {
      last.next();
      activationCursor = last.getLong(2);
      deliveryProgress.start(last.getLong(1));
    }
  }

  private void deliverAll(Connection connection) throws SQLException {
    boolean more = true;
    while (more) {
      var look = metrics.startPoll();
      more = deliver(connection);
      look.stop();
    }
  }

  /**
   * Routes new rows, activations first: a subscription becomes active before its first
   * notification.
   *
   * @return whether there may be more
   */
  private boolean deliver(Connection connection) throws SQLException {
    CommittedEvents committedEvents = read(connection);
    activate(committedEvents);
    while (committedEvents.activated().size() == BATCH) {
      committedEvents = read(connection);
      activate(committedEvents);
    }
    if (!committedEvents.notified().isEmpty()) {
      deliver(committedEvents.notified());
    }
    return committedEvents.notified().size() == BATCH;
  }

  /** Routes rows from NOTIFY payloads until a poll is due or a gap is found. */
  private void routePayloads(PGConnection wakeup) throws SQLException {
    long due = System.nanoTime() + INTERVAL.toNanos();
    boolean complete = true;
    for (long left = INTERVAL.toMillis(); complete && left > 0; left = millisUntil(due)) {
      PGNotification[] heard = wakeup.getNotifications((int) left);
      complete = Stream.of(heard).allMatch(this::deliver);
    }
  }

  private static long millisUntil(long due) {
    return TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
  }

  /**
   * Routes the rows of a payload if none is missing before them.
   *
   * @return whether everything committed up to here was routed
   */
  private boolean deliver(PGNotification heard) {
    NotifyPayload notifyPayload = NotifyPayload.parse(heard.getParameter());
    if (notifyPayload.follows(deliveryProgress.readUpTo())) {
      deliver(notifyPayload.notified());
      return true;
    }
    return notifyPayload.isReadAt(deliveryProgress.readUpTo());
  }

  private void deliver(List<Notified> notified) {
    deliveryProgress.beginDelivery(notified.getLast().id());
    route(notified);
    metrics.delivered(notified.size());
    deliveryProgress.endDelivery();
  }

  private CommittedEvents read(Connection connection) throws SQLException {
    return CommittedEvents.read(connection, deliveryProgress.readUpTo(), activationCursor, BATCH);
  }

  private void activate(CommittedEvents committedEvents) {
    if (!committedEvents.activated().isEmpty()) {
      route(committedEvents.activated());
      activationCursor = committedEvents.activated().getLast().id();
    }
  }

  private void route(List<? extends Event> events) {
    sockets.inBatch(() -> events.forEach(this::route));
  }

  private void route(Event event) {
    sockets.find(event.connectionId()).ifPresent(connection -> route(event, connection));
  }

  private static void route(Event event, ClientSocket connection) {
    try {
      connection.deliver(event);
    } catch (RuntimeException bug) {
      // Closes this socket only; its client resumes from the table.
      LOG.error("connection {}: cannot queue {}; closing the socket", connection.id(), event, bug);
      connection.abort();
    }
  }
}
