package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.ClaimConnections.Claim;
import io.coinpanel.webserver.connection.ClaimConnections.Claimed;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** This webserver's claims of connections: their clients are on sockets of it. */
final class Claims {

  private final GroupCommit commits;
  private final ClaimConnections claimConnections;
  private final PendingDisconnects pendingDisconnects;
  private final Sockets sockets;

  Claims(
      UUID webserver, GroupCommit commits, PendingDisconnects pendingDisconnects, Sockets sockets) {
    this.commits = commits;
    this.claimConnections = new ClaimConnections(webserver);
    this.pendingDisconnects = pendingDisconnects;
    this.sockets = sockets;
  }

  /** Until it is closed, the connection is not stored as gone. */
  Attempt begin(long id) {
    pendingDisconnects.beginResume(id);
    return new Attempt(id);
  }

  /** Makes this the connection's socket, and returns the previous one if there is any. */
  @Nullable ClientSocket register(long id, ClientSocket socket) {
    return sockets.register(id, socket, () -> pendingDisconnects.remove(id));
  }

  /** An attempt to claim one connection. */
  final class Attempt implements AutoCloseable {

    private final long id;

    private Attempt(long id) {
      this.id = id;
    }

    /**
     * Claims it.
     *
     * @param lastNotification the last one the client has processed; null if not given
     * @return empty if the connection has ended
     * @throws UnavailableException if the database is unavailable; nothing changed
     */
    Optional<Claimed> claim(@Nullable Long lastNotification) {
      return commits.commit(claimConnections, new Claim(id, lastNotification));
    }

    @Override
    public void close() {
      pendingDisconnects.endResume(id);
    }
  }
}
