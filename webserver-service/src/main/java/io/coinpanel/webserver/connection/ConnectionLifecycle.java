package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.connection.ClaimConnections.Claim;
import io.coinpanel.webserver.connection.ClaimConnections.Claimed;
import io.coinpanel.webserver.connection.ResumeOutcome.InvalidNotification;
import io.coinpanel.webserver.connection.ResumeOutcome.InvalidToken;
import io.coinpanel.webserver.connection.ResumeOutcome.Resumed;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage.Welcome;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.NewConnection;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.socket.StoredConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens, resumes and disconnects connections. */
public final class ConnectionLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLifecycle.class);

  private final GroupCommit commits;
  private final Sockets sockets;
  private final DeliveryProgress deliveryProgress;
  private final PendingDisconnects pendingDisconnects;
  private final ConnectionIds ids;
  private final ClaimConnections claimConnections;
  private final ConnectionRows rows;
  private final SecureRandom random;
  private final Duration heartbeat;
  private final Duration resumeWindow;

  ConnectionLifecycle(
      GroupCommit commits,
      Sockets sockets,
      DeliveryProgress deliveryProgress,
      PendingDisconnects pendingDisconnects,
      ConnectionIds ids,
      ClaimConnections claimConnections,
      ConnectionRows rows,
      SecureRandom random,
      Duration heartbeat,
      Duration resumeWindow) {
    this.commits = commits;
    this.sockets = sockets;
    this.deliveryProgress = deliveryProgress;
    this.pendingDisconnects = pendingDisconnects;
    this.ids = ids;
    this.claimConnections = claimConnections;
    this.rows = rows;
    this.random = random;
    this.heartbeat = heartbeat;
    this.resumeWindow = resumeWindow;
  }

  /**
   * Assigns an identity to a new connection and sends {@code welcome}. It is stored with its first
   * subscription.
   *
   * @throws UnavailableException if an id is needed and the database is unavailable
   */
  public void open(ClientSocket connection, ClientAddress address) {
    if (!deliveryProgress.isStarted()) {
      throw new UnavailableException("the database has not been available yet");
    }
    ResumeToken resumeToken = ResumeToken.random(random);
    long id = ids.next();
    connection.open(
        new NewConnection(id, resumeToken.hexHash(), deliveryProgress.deliveredUpTo(), address));
    sockets.register(id, connection);
    connection.send(
        new Welcome(
            Long.toString(id),
            resumeToken.text(),
            heartbeat.toSeconds(),
            resumeWindow.toSeconds()));
    if (connection.isClosed()) {
      disconnected(connection);
    }
  }

  /**
   * Resumes the connection of a token on this socket. The socket must be on {@link
   * ClientSocket#beginCommand hold}; when it is {@link Resumed}, its subscriptions and the reply
   * are still to be sent.
   *
   * @param notification the last notification the client has processed; null if not given
   * @throws UnavailableException if the database is unavailable; nothing changed
   */
  public ResumeOutcome resume(
      ClientSocket connection, String resumeToken, @Nullable Long notification)
      throws InterruptedException {
    var found =
        rows.find(
            new ResumeToken(resumeToken), resumeWindow, notification == null ? 0 : notification);
    if (found.isEmpty()) {
      return new InvalidToken();
    }
    if (notification != null && !(notification > 0 && found.get().ownsNotification())) {
      return new InvalidNotification();
    }
    long id = found.get().id();
    pendingDisconnects.beginResume(id);
    try {
      Optional<Claimed> claimed = commits.commit(claimConnections, new Claim(id, notification));
      return claimed.isEmpty() ? new InvalidToken() : move(connection, claimed.get());
    } finally {
      pendingDisconnects.endResume(id);
    }
  }

  /**
   * Runs the same queries as {@link #resume}.
   *
   * @param nobody an id that no connection has
   */
  public void warmUpResume(long nobody) {
    var _ = rows.find(ResumeToken.random(random), resumeWindow, 1);
    var _ = commits.commit(claimConnections, new Claim(nobody, null));
  }

  private Resumed move(ClientSocket connection, Claimed claimed) throws InterruptedException {
    StoredConnection stored = claimed.connection();
    long id = stored.id();
    sockets.unregister(connection.id(), connection);
    connection.resumeAs(stored);
    closePrevious(
        sockets.register(id, connection, () -> pendingDisconnects.remove(id)), connection);
    if (connection.isClosed()) {
      disconnected(connection);
    }
    return new Resumed(id, deliveryProgress.readUpTo(), stored.cursor() >= claimed.dropped());
  }

  /** Closes the previous socket after its command in progress. */
  private void closePrevious(@Nullable ClientSocket before, ClientSocket now)
      throws InterruptedException {
    if (before != null && !before.equals(now)) {
      before.close(CloseReason.RESUMED_ELSEWHERE);
      before.awaitCommandEnd();
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

  /** The socket has closed: the connection is disconnected. */
  public void disconnected(ClientSocket connection) {
    sockets.disconnect(connection);
    sockets.unregister(connection.id(), connection, () -> store(connection));
  }

  private void store(ClientSocket gone) {
    if (gone.mayBeStored()) {
      pendingDisconnects.add(gone.id(), gone.acknowledged());
    }
  }
}
