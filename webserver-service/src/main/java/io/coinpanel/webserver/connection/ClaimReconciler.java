package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
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
 * Reconciles sockets and rows: closes sockets of connections that moved to another webserver,
 * reclaims connections wrongly marked as gone, and marks rows without a socket as gone.
 */
final class ClaimReconciler {

  /** Longer than the time between storing a new connection and registering its socket. */
  private static final Duration GRACE_PERIOD = Duration.ofSeconds(10);

  private final ConnectionRows rows;
  private final Sockets sockets;
  private final PendingDisconnects pendingDisconnects;
  private final UUID webserver;
  private final NanoClock clock;

  private final Map<Long, Long> missingSocketSince = new HashMap<>();

  ClaimReconciler(
      ConnectionRows rows,
      Sockets sockets,
      PendingDisconnects pendingDisconnects,
      UUID webserver,
      NanoClock clock) {
    this.rows = rows;
    this.sockets = sockets;
    this.pendingDisconnects = pendingDisconnects;
    this.webserver = webserver;
    this.clock = clock;
  }

  void doWork() {
    List<ClientSocket> here = new ArrayList<>(sockets.all());
    Set<Long> mine = rows.ownedBy(webserver);
    Map<Long, ClientSocket> lost = new HashMap<>();
    here.forEach(connection -> addIfLost(connection, mine, lost));
    if (!lost.isEmpty()) {
      reclaim(lost);
    }
    markDisconnected(mine);
    storeAcknowledged(here);
  }

  /** A connection being resumed is about to change rows. */
  private static void addIfLost(
      ClientSocket connection, Set<Long> mine, Map<Long, ClientSocket> lost) {
    connection
        .stableId()
        .ifPresent(
            id -> {
              if (!mine.contains(id)) {
                lost.put(id, connection);
              }
            });
  }

  private void reclaim(Map<Long, ClientSocket> lost) {
    rows.adopt(lost.keySet(), webserver);
    Map<Long, UUID> owners = rows.owners(lost.keySet());
    lost.forEach((id, connection) -> closeIfLost(id, connection, owners.get(id)));
  }

  private void closeIfLost(long id, ClientSocket connection, @Nullable UUID owner) {
    if (owner == null && connection.identity().isStored()) {
      close(id, connection, CloseReason.UNAVAILABLE);
    } else if (owner != null && !owner.equals(webserver)) {
      close(id, connection, CloseReason.RESUMED_ELSEWHERE);
    }
  }

  private void close(long id, ClientSocket connection, CloseReason reason) {
    if (sockets.find(id).filter(connection::equals).isPresent()) {
      connection.close(reason);
    }
  }

  private void markDisconnected(Set<Long> mine) {
    Set<Long> missed = new HashSet<>(mine);
    missed.removeIf(id -> sockets.find(id).isPresent());
    missingSocketSince.keySet().retainAll(missed);
    long now = clock.nanoTime();
    for (long id : missed) {
      long since = missingSocketSince.computeIfAbsent(id, one -> now);
      if (now - since >= GRACE_PERIOD.toNanos()) {
        pendingDisconnects.add(id, 0);
      }
    }
  }

  private void storeAcknowledged(List<ClientSocket> here) {
    Map<Long, Long> news = new HashMap<>();
    for (ClientSocket connection : here) {
      connection
          .newlyAcknowledged()
          .ifPresent(received -> news.put(received.connectionId(), received.notificationId()));
    }
    if (!news.isEmpty()) {
      rows.storeAcknowledged(news.keySet(), news.values(), webserver);
    }
  }
}
