package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.connection.Event;
import io.coinpanel.webserver.connection.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every committed row once and hands it to its connection, if that is here. A row of somebody
 * else's connection is dropped: its own webserver reads it too.
 *
 * <p>It listens on the connection that it reads with: what it hears only makes it look sooner, and
 * a look that follows the wakeup at once finds both ends awake. One thread calls {@link #doWork}.
 */
public final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int BATCH = 5_000;
  private static final String LAST =
      "select (select coalesce(max(id), 0) from notification),"
          + " (select coalesce(max(id), 0) from activation)";

  private final DataSource database;
  private final Connections connections;
  private final Progress progress;
  private final DeliveryMetrics metrics;

  private long activationCursor;

  Delivery(
      DataSource database, Connections connections, Progress progress, DeliveryMetrics metrics) {
    this.database = database;
    this.connections = connections;
    this.progress = progress;
    this.metrics = metrics;
  }

  /** Delivers until the database cannot be read or the thread is interrupted. */
  void doWork() throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + Channel.NOTIFICATION);
      if (!progress.hasBegun()) {
        begin(statement);
      }
      PGConnection wakeup = connection.unwrap(PGConnection.class);
      while (!Thread.interrupted()) {
        deliverAll(connection);
        wakeup.getNotifications((int) INTERVAL.toMillis());
      }
    }
    throw new InterruptedException();
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
      progress.reach(news.notified().getLast().id());
      hand(news.notified());
      metrics.delivered(news.notified().size());
    }
    progress.deliver();
    return news.notified().size() == BATCH;
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
