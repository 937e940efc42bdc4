package io.coinpanel.webserver.session;

import io.coinpanel.webserver.connection.ClientConnection;
import io.coinpanel.webserver.connection.Connections;
import io.coinpanel.webserver.protocol.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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
  private final InstantSource clock;

  private final Map<Long, Instant> missedSince = new HashMap<>();

  ClaimKeeper(
      ConnectionRows rows,
      Connections connections,
      Departures departures,
      UUID webserver,
      InstantSource clock) {
    this.rows = rows;
    this.connections = connections;
    this.departures = departures;
    this.webserver = webserver;
    this.clock = clock;
  }

  void doWork() {
    List<ClientConnection> here = new ArrayList<>(connections.all());
    Set<Long> mine = rows.of(webserver);
    List<ClientConnection> lost = here.stream().filter(one -> isLost(one, mine)).toList();
    if (!lost.isEmpty()) {
      takeBack(lost);
    }
    depart(mine);
    confirm(here);
  }

  /** One that is just being resumed has lost the row it came with, and gets another. */
  private static boolean isLost(ClientConnection connection, Set<Long> mine) {
    return !connection.isHeld() && !mine.contains(connection.id());
  }

  private void takeBack(List<ClientConnection> lost) {
    rows.adopt(lost.stream().map(ClientConnection::id).toList(), webserver);
    for (ClientConnection connection : lost) {
      long id = connection.id();
      UUID owner = rows.owner(id).orElse(null);
      if (owner == null) {
        close(connection, CloseReason.UNAVAILABLE);
      } else if (!owner.equals(webserver)) {
        close(connection, CloseReason.RESUMED_ELSEWHERE);
      }
    }
  }

  private void close(ClientConnection connection, CloseReason reason) {
    if (connections.find(connection.id()).filter(connection::equals).isPresent()) {
      connection.close(reason, clock.millis());
    }
  }

  private void depart(Set<Long> mine) {
    Set<Long> missed = new HashSet<>(mine);
    missed.removeIf(id -> connections.find(id).isPresent());
    missedSince.keySet().retainAll(missed);
    Instant now = clock.instant();
    for (long id : missed) {
      Instant since = missedSince.computeIfAbsent(id, one -> now);
      if (Duration.between(since, now).compareTo(DOUBT) >= 0) {
        departures.add(id, 0);
      }
    }
  }

  private void confirm(List<ClientConnection> here) {
    Map<Long, Long> news = new HashMap<>();
    for (ClientConnection connection : here) {
      connection.newlyConfirmed().ifPresent(told -> news.put(connection.id(), told));
    }
    if (!news.isEmpty()) {
      rows.confirm(news.keySet(), news.values(), webserver);
    }
  }
}
