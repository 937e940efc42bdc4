package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks connections as disconnected when their sockets have closed. */
public final class Disconnector {

  private static final Logger LOG = LoggerFactory.getLogger(Disconnector.class);

  private final Sockets sockets;
  private final PendingDisconnects pendingDisconnects;
  private final GroupCommit commits;

  Disconnector(Sockets sockets, PendingDisconnects pendingDisconnects, GroupCommit commits) {
    this.sockets = sockets;
    this.pendingDisconnects = pendingDisconnects;
    this.commits = commits;
  }

  /** The socket has closed: the connection is disconnected. */
  public void disconnected(ClientSocket socket) {
    sockets.disconnect(socket);
    sockets.unregister(socket.id(), socket, () -> addIfStored(socket));
  }

  private void addIfStored(ClientSocket gone) {
    if (gone.identity().mayBeStored()) {
      pendingDisconnects.add(gone.id(), gone.acknowledged());
    }
  }

  /** Marks all connections as disconnected, if the database is available. */
  public void disconnectAll() {
    sockets.all().forEach(this::disconnected);
    try {
      pendingDisconnects.store(commits);
    } catch (UnavailableException e) {
      LOG.info(
          "could not store disconnects; they are detected once this webserver's heartbeat stops",
          e);
    }
  }
}
