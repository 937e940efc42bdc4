package io.coinpanel.webserver.session;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.protocol.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sockets and rows together: a connection that has moved to another webserver loses its
 * socket here, one that was taken for gone is taken back, and a row without a socket is gone.
 */
final class ClaimKeeper {

  /** Longer than it takes a new connection from its row to its registration. */
  private static final Duration DOUBT = Duration.ofSeconds(10);

  private final ConnectionRows rows;
  private final Connections connections;
  private final Departures departures;
  private final UUID webserver;
  private final NanoClock clock;

  private final Map<Long, Long> missedSince = new HashMap<>();

  ClaimKeeper(
      ConnectionRows rows,
      Connections connections,
      Departures departures,
      UUID webserver,
      NanoClock clock) {
    this.rows = rows;
    this.connections = connections;
    this.departures = departures;
    this.webserver = webserver;
    this.clock = clock;
  }

  void doWork() {
    List<ClientConnection> here = new ArrayList<>(connections.all());
    Set<Long> mine = rows.of(webserver);
    Map<Long, ClientConnection> lost = new HashMap<>();
    here.forEach(connection -> addIfLost(connection, mine, lost));
    if (!lost.isEmpty()) {
      takeBack(lost);
    }
    depart(mine);
    confirm(here);
  }

  /** One that is just being resumed is about to get another row. */
  private static void addIfLost(
      ClientConnection connection, Set<Long> mine, Map<Long, ClientConnection> lost) {
    connection
        .settledId()
        .ifPresent(
            id -> {
              if (!mine.contains(id)) {
                lost.put(id, connection);
              }
            });
  }

  private void takeBack(Map<Long, ClientConnection> lost) {
    rows.adopt(lost.keySet(), webserver);
    Map<Long, UUID> owners = rows.owners(lost.keySet());
    lost.forEach((id, connection) -> closeIfLost(id, connection, owners.get(id)));
  }

  private void closeIfLost(long id, ClientConnection connection, @Nullable UUID owner) {
    if (owner == null && connection.isStored()) {
      close(id, connection, CloseReason.UNAVAILABLE);
    } else if (owner != null && !owner.equals(webserver)) {
      close(id, connection, CloseReason.RESUMED_ELSEWHERE);
    }
  }

  private void close(long id, ClientConnection connection, CloseReason reason) {
    if (connections.find(id).filter(connection::equals).isPresent()) {
      connection.close(reason);
    }
  }

  private void depart(Set<Long> mine) {
    Set<Long> missed = new HashSet<>(mine);
    missed.removeIf(id -> connections.find(id).isPresent());
    missedSince.keySet().retainAll(missed);
    long now = clock.nanoTime();
    for (long id : missed) {
      long since = missedSince.computeIfAbsent(id, one -> now);
      if (now - since >= DOUBT.toNanos()) {
        departures.add(id, 0);
      }
    }
  }

  private void confirm(List<ClientConnection> here) {
    Map<Long, Long> news = new HashMap<>();
    for (ClientConnection connection : here) {
      connection
          .newlyConfirmed()
          .ifPresent(told -> news.put(told.connectionId(), told.notificationId()));
    }
    if (!news.isEmpty()) {
      rows.confirm(news.keySet(), news.values(), webserver);
    }
  }
}
