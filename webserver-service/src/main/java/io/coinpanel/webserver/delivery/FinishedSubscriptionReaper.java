package io.coinpanel.webserver.delivery;

import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
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
 * Makes sockets forget finished subscriptions once all their notifications were delivered. One
 * thread calls {@link #doWork}; subscriptions found are forgotten on the next call.
 */
final class FinishedSubscriptionReaper {

  private static final int BATCH = 1_000;

  /** So many in one call; the others are found by the next ones. */
  private static final int MAX = 20 * BATCH;

  private static final String LIVE =
      """
      select
        array(select id from subscription where id = any (?) and ended_at is null),
        (select coalesce(max(id), 0) from notification)
      """;

  private final JdbcClient database;
  private final Sockets sockets;
  private final LongSupplier routed;
  private final InstantSource clock;

  private final List<Finished> found = new ArrayList<>();

  FinishedSubscriptionReaper(
      JdbcClient database, Sockets sockets, LongSupplier routed, InstantSource clock) {
    this.database = database;
    this.sockets = sockets;
    this.routed = routed;
    this.clock = clock;
  }

  /**
   * Finished subscriptions.
   *
   * @param lastNotification they have no later one
   */
  private record Finished(Map<ClientSocket, List<Long>> subscriptions, long lastNotification) {}

  void doWork() {
    long upTo = routed.getAsLong();
    for (Finished finished : found) {
      if (finished.lastNotification() <= upTo) {
        finished.subscriptions().forEach(ClientSocket::forget);
      }
    }
    found.clear();
    poll();
  }

  private void poll() {
    long now = clock.millis();
    Map<Long, ClientSocket> asked = new HashMap<>();
    int left = MAX;
    for (ClientSocket connection : sockets.all()) {
      for (long id : connection.possiblyFinished(now)) {
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

  private void find(Map<Long, ClientSocket> asked) {
    Collection<Long> ids = asked.keySet();
    found.add(
        database
            .sql(LIVE)
            .param(ids.toArray(Long[]::new))
            .query((row, number) -> finished(asked, row))
            .single());
  }

  private static Finished finished(Map<Long, ClientSocket> asked, ResultSet row)
      throws SQLException {
    Array array = row.getArray(1);
    Set<Long> live = new HashSet<>(Stream.of((Long[]) array.getArray()).toList());
    Map<ClientSocket, List<Long>> finished = new HashMap<>();
    asked.forEach(
        (id, connection) -> {
          if (!live.contains(id)) {
            finished.computeIfAbsent(connection, one -> new ArrayList<>()).add(id);
          }
        });
    return new Finished(finished, row.getLong(2));
  }
}
