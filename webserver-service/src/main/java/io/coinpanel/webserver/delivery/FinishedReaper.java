package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes connections forget subscriptions that are finished, once all their notifications have been
 * delivered here: those up to the last one there was when the table said that they are over. One
 * thread calls {@link #doWork}; what it finds is forgotten by its next call.
 */
final class FinishedReaper {

  private static final int BATCH = 1_000;

  /** So many in one call; the others are found by the next ones. */
  private static final int MOST = 20 * BATCH;

  private static final String LIVE =
      "select array(select id from subscription where id = any (?) and ended_at is null),"
          + " (select coalesce(max(id), 0) from notification)";

  private final JdbcClient database;
  private final Connections connections;
  private final LongSupplier delivered;
  private final InstantSource clock;

  private final List<Finished> found = new ArrayList<>();

  FinishedReaper(
      JdbcClient database, Connections connections, LongSupplier delivered, InstantSource clock) {
    this.database = database;
    this.connections = connections;
    this.delivered = delivered;
    this.clock = clock;
  }

  /**
   * Subscriptions that are over.
   *
   * @param lastNotification they have no later one
   */
  private record Finished(Map<ClientConnection, List<Long>> subscriptions, long lastNotification) {}

  void doWork() {
    long reached = delivered.getAsLong();
    for (Finished finished : found) {
      if (finished.lastNotification() <= reached) {
        finished.subscriptions().forEach(ClientConnection::forget);
      }
    }
    found.clear();
    look();
  }

  private void look() {
    long now = clock.millis();
    Map<Long, ClientConnection> asked = new HashMap<>();
    int left = MOST;
    for (ClientConnection connection : connections.all()) {
      for (long id : connection.perhapsFinished(now)) {
        asked.put(id, connection);
        if (asked.size() == BATCH) {
          find(asked);
          asked.clear();
          left -= BATCH;
        }
      }
      if (left <= 0) {
        return;
      }
    }
    if (!asked.isEmpty()) {
      find(asked);
    }
  }

  private void find(Map<Long, ClientConnection> asked) {
    Collection<Long> ids = asked.keySet();
    found.add(
        database
            .sql(LIVE)
            .param(ids.toArray(Long[]::new))
            .query((row, number) -> finished(asked, row))
            .single());
  }

  private static Finished finished(Map<Long, ClientConnection> asked, ResultSet row)
      throws SQLException {
    Array array = row.getArray(1);
    Set<Long> live = new HashSet<>(Stream.of((Long[]) array.getArray()).toList());
    Map<ClientConnection, List<Long>> finished = new HashMap<>();
    asked.forEach(
        (id, connection) -> {
          if (!live.contains(id)) {
            finished.computeIfAbsent(connection, one -> new ArrayList<>()).add(id);
          }
        });
    return new Finished(finished, row.getLong(2));
  }
}
