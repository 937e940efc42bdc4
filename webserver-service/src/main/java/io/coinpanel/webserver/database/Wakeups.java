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
 * Listens to the database. What it hears only wakes those who would have looked a little later
 * anyway, so a connection that is cut costs latency and nothing else.
 */
public final class Wakeups {

  private static final int HEARING_MILLIS = 1_000;

  private final ListeningConnections database;
  private final Map<String, List<Consumer<String>>> sleepers = new ConcurrentHashMap<>();

  public Wakeups(ListeningConnections database) {
    this.database = database;
  }

  /** Runs something quick whenever the channel is notified. */
  public void on(String channel, Runnable waking) {
    onPayload(channel, payload -> waking.run());
  }

  /** As {@link #on}, with the payload, which is empty where one may have been missed. */
  public void onPayload(String channel, Consumer<String> waking) {
    sleepers.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(waking);
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
    sleepers.values().stream().flatMap(Collection::stream).forEach(waking -> waking.accept(""));
    PGConnection postgres = connection.unwrap(PGConnection.class);
    while (!Thread.interrupted()) {
      hear(connection, postgres.getNotifications(HEARING_MILLIS));
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement listen = connection.createStatement()) {
      for (String channel : sleepers.keySet()) {
        listen.execute("listen \"" + channel + "\"");
      }
    }
  }

  private void hear(Connection connection, PGNotification @Nullable [] heard) throws SQLException {
    if (heard == null || heard.length == 0) {
      checkAlive(connection);
      return;
    }
    for (PGNotification notified : heard) {
      sleepers
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
