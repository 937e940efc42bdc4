package io.coinpanel.webserver.delivery;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.Shard;
import io.coinpanel.webserver.database.ListenConnections;
import io.coinpanel.webserver.socket.SubscriptionStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.NanoClock;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Reads every committed row once from the tables, which hold one shard.
 *
 * <p>Listens on the connection it reads with. NOTIFY carries a few rows or triggers a poll; neither
 * is relied on, and it polls regularly.
 */
final class PostgresNotificationSource implements NotificationSource {

  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final int BATCH = 5_000;
  private static final String LAST =
      """
      select
        (select coalesce(max(id), 0) from notification),
        (select coalesce(max(id), 0) from activation),
        pg_current_snapshot()::text
      """;

  private final ListenConnections database;
  private final SubscriptionStates subscriptions;
  private final DeliveryMetrics metrics;
  private final NanoClock clock;

  PostgresNotificationSource(
      ListenConnections database,
      SubscriptionStates subscriptions,
      DeliveryMetrics metrics,
      NanoClock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void follow(Shard shard, EventSink sink) throws SQLException, InterruptedException {
    try (Connection connection = database.open()) {
      listen(connection, sink);
      while (!Thread.interrupted()) {
        readAll(connection, sink);
        acceptPayloads(connection.unwrap(PGConnection.class), sink);
      }
    }
    throw new InterruptedException();
  }

  private static void listen(Connection connection, EventSink sink) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + NotifyChannel.NOTIFICATION);
      if (!sink.isStarted()) {
        startAfterTheLastRow(statement, sink);
      }
    }
  }

  private static void startAfterTheLastRow(Statement statement, EventSink sink)
      throws SQLException {
    try (ResultSet last = statement.executeQuery(LAST)) {
      last.next();
      sink.start(last.getLong(1), last.getLong(2), last.getString(3));
    }
  }

  private void readAll(Connection connection, EventSink sink) throws SQLException {
    boolean more = true;
    while (more) {
      var poll = metrics.startPoll();
      more = read(connection, sink);
      poll.stop();
    }
  }

  /**
   * Passes on new rows, all changes and activations first: a subscription becomes active before its
   * first notification.
   *
   * @return whether there may be more
   */
  private boolean read(Connection connection, EventSink sink) throws SQLException {
    CommittedEvents events = readActivations(connection, sink);
    while (events.activated().size() == BATCH) {
      events = readActivations(connection, sink);
    }
    if (!events.notified().isEmpty()) {
      sink.notified(events.notified());
    }
    return events.notified().size() == BATCH;
  }

  private CommittedEvents readActivations(Connection connection, EventSink sink)
      throws SQLException {
    CommittedEvents events = CommittedEvents.read(connection, sink, BATCH);
    passChanges(connection, events.changed(), sink);
    if (!events.activated().isEmpty()) {
      sink.activated(events.activated());
    }
    return events;
  }

  private void passChanges(Connection connection, OwnerEvents committed, EventSink sink)
      throws SQLException {
    OwnerEvents wanted = committed.of(sink::isFollowed);
    if (wanted.rows().isEmpty()) {
      sink.changed(List.of(), committed.snapshot());
    } else {
      var states = subscriptions.find(connection, wanted.subscriptions());
      sink.changed(wanted.events(states), committed.snapshot());
    }
  }

  /** Passes on rows from NOTIFY payloads until a poll is due or a gap is found. */
  private void acceptPayloads(PGConnection wakeup, EventSink sink) throws SQLException {
    long due = clock.nanoTime() + INTERVAL.toNanos();
    boolean complete = true;
    for (long left = INTERVAL.toMillis(); complete && left > 0; left = millisUntil(due)) {
      PGNotification[] received = wakeup.getNotifications((int) left);
      complete = Stream.of(received).allMatch(notification -> accept(notification, sink));
    }
  }

  private long millisUntil(long due) {
    return TimeUnit.NANOSECONDS.toMillis(due - clock.nanoTime());
  }

  /**
   * Passes on the rows of a payload if none is missing before them.
   *
   * @return whether everything committed up to here was passed on
   */
  private static boolean accept(PGNotification received, EventSink sink) {
    NotifyPayload payload = NotifyPayload.parse(received.getParameter());
    if (payload.follows(sink.notificationCursor())) {
      sink.notified(payload.notified());
      return true;
    }
    return payload.isReadAt(sink.notificationCursor());
  }
}
