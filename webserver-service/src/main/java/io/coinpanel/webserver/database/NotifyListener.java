package io.coinpanel.webserver.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens for Postgres NOTIFY. Notifications only wake pollers, so a broken connection costs
 * latency only.
 */
public final class NotifyListener {

  private static final int POLL_MILLIS = 1_000;

  private final ListenConnections database;
  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();

  public NotifyListener(ListenConnections database) {
    this.database = database;
  }

  /** Registers a fast callback for a channel. */
  public void on(String channel, Runnable waking) {
    onPayload(channel, payload -> waking.run());
  }

  /** As {@link #on}, with the payload, empty if notifications may have been missed. */
  public void onPayload(String channel, Consumer<String> waking) {
    listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(waking);
  }

  /** Listens until the connection breaks or the thread is interrupted. */
  public void doWork() throws SQLException, InterruptedException {
    try (Connection connection = database.open()) {
      listenAndWake(connection);
    }
    throw new InterruptedException();
  }

  private void listenAndWake(Connection connection) throws SQLException {
    listen(connection);
    listeners.values().stream().flatMap(Collection::stream).forEach(waking -> waking.accept(""));
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!Thread.interrupted()) {
      dispatch(connection, postgres.getNotifications(POLL_MILLIS));
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement listen = connection.createStatement()) {
      for (String channel : listeners.keySet()) {
        listen.execute("listen \"" + channel + "\"");
      }
    }
  }

  private void dispatch(Connection connection, PGNotification @Nullable [] received)
      throws SQLException {
    if (received == null || received.length == 0) {
      checkAlive(connection);
      return;
    }
    for (PGNotification notified : received) {
      listeners
          .getOrDefault(notified.getName(), List.of())
          .forEach(waking -> waking.accept(notified.getParameter()));
    }
  }

  private static void checkAlive(Connection connection) throws SQLException {
    try (Statement question = connection.createStatement()) {
      question.execute("select 1");
    }
  }
}
