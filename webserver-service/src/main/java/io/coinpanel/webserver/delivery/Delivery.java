package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Event;
import io.coinpanel.webserver.connection.Event.Notified;
import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.database.ListeningConnections;
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
 * Takes every committed row once and hands it to its connection, if that is here. A row of somebody
 * else's connection is dropped: its own webserver reads it too.
 *
 * <p>It listens on the connection that it reads with. What it hears brings a few rows along or
 * makes it look sooner; it relies on neither, and looks when it has heard nothing for a while. One
 * thread calls {@link #doWork}.
 */
public final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int BATCH = 5_000;
  private static final String LAST =
      "select (select coalesce(max(id), 0) from notification),"
          + " (select coalesce(max(id), 0) from activation)";

  private final ListeningConnections database;
  private final Connections connections;
  private final Progress progress;
  private final DeliveryMetrics metrics;

  private long activationCursor;

  Delivery(
      ListeningConnections database,
      Connections connections,
      Progress progress,
      DeliveryMetrics metrics) {
    this.database = database;
    this.connections = connections;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** Delivers until the database cannot be read or the thread is interrupted. */
  void doWork() throws SQLException, InterruptedException {
    try (Connection connection = database.open()) {
      listenAndDeliver(connection);
    }
    throw new InterruptedException();
  }

  private void listenAndDeliver(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + Channel.NOTIFICATION);
      if (!progress.hasBegun()) {
        begin(statement);
      }
    }
    while (!Thread.interrupted()) {
      deliverAll(connection);
      deliverAnnounced(connection.unwrap(PGConnection.class));
    }
  }

  /** Starts behind the last row there is; no client is let in before. */
  private void begin(Statement statement) throws SQLException {
    try (ResultSet last = statement.executeQuery(LAST)) {
      last.next();
      activationCursor = last.getLong(2);
      progress.begin(last.getLong(1));
    }
  }

  private void deliverAll(Connection connection) throws SQLException {
    boolean more = true;
    while (more) {
      var look = metrics.look();
      more = deliver(connection);
      look.ended();
    }
  }

  /**
   * Hands over what is new, activations first: a subscription is active before its first
   * notification.
   *
   * @return whether there may be more
   */
  private boolean deliver(Connection connection) throws SQLException {
    News news = read(connection);
    activate(news);
    while (news.activated().size() == BATCH) {
      news = read(connection);
      activate(news);
    }
    if (!news.notified().isEmpty()) {
      deliver(news.notified());
    }
    return news.notified().size() == BATCH;
  }

  /** Hands over what is announced, until it is time to look or something was not announced. */
  private void deliverAnnounced(PGConnection wakeup) throws SQLException {
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
   * Hands over what comes with its rows, if nothing is missing before them.
   *
   * @return whether all that was committed up to here has been handed over
   */
  private boolean deliver(PGNotification heard) {
    Announcement announcement = Announcement.parse(heard.getParameter());
    if (announcement.follows(progress.reached())) {
      deliver(announcement.notified());
      return true;
    }
    return announcement.isKnownAt(progress.reached());
  }

  private void deliver(List<Notified> notified) {
    progress.reach(notified.getLast().id());
    hand(notified);
    metrics.delivered(notified.size());
    progress.deliver();
  }

  private News read(Connection connection) throws SQLException {
    return News.read(connection, progress.reached(), activationCursor, BATCH);
  }

  private void activate(News news) {
    if (!news.activated().isEmpty()) {
      hand(news.activated());
      activationCursor = news.activated().getLast().id();
    }
  }

  private void hand(List<? extends Event> events) {
    connections.together(() -> events.forEach(this::hand));
  }

  private void hand(Event event) {
    connections.find(event.connectionId()).ifPresent(connection -> hand(event, connection));
  }

  private static void hand(Event event, ClientConnection connection) {
    try {
      connection.deliver(event);
    } catch (RuntimeException bug) {
      // It costs this client its socket, and no other one a notification: the table has them all.
      LOG.error("connection {} could not take {}; it has to resume", connection.id(), event, bug);
      connection.breakOff();
    }
  }
}
