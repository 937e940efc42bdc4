package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.connection.ClaimConnections.Claimed;
import io.coinpanel.webserver.connection.ConnectionRows.ResumableConnection;
import io.coinpanel.webserver.connection.ResumeOutcome.InvalidNotification;
import io.coinpanel.webserver.connection.ResumeOutcome.InvalidToken;
import io.coinpanel.webserver.connection.ResumeOutcome.Resumed;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.socket.StoredConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Continues stored connections on new sockets, whichever webserver they were on. */
public final class ConnectionResumer {

  private static final String NO_TOKEN = "";

  private final ConnectionRows rows;
  private final Claims claims;
  private final Sockets sockets;
  private final DeliveryProgress progress;
  private final Disconnector disconnector;

  ConnectionResumer(
      ConnectionRows rows,
      Claims claims,
      Sockets sockets,
      DeliveryProgress progress,
      Disconnector disconnector) {
    this.rows = rows;
    this.claims = claims;
    this.sockets = sockets;
    this.progress = progress;
    this.disconnector = disconnector;
  }

  /**
   * Resumes the connection of a token on this socket. The socket must have {@link
   * ClientSocket#beginCommand begun the command}; when it is {@link Resumed}, its subscriptions and
   * the reply are still to be sent.
   *
   * @param notification the last notification the client has processed; null if not given
   * @throws RuntimeException if the database is unavailable; nothing changed
   */
  public ResumeOutcome resume(ClientSocket socket, String resumeToken, @Nullable Long notification)
      throws InterruptedException {
    Optional<ResumableConnection> found =
        rows.find(new ResumeToken(resumeToken), notification == null ? 0 : notification);
    if (found.isEmpty()) {
      return new InvalidToken();
    }
    if (notification != null && !(notification > 0 && found.get().ownsNotification())) {
      return new InvalidNotification();
    }
    try (Claims.Attempt attempt = claims.begin(found.get().id())) {
      Optional<Claimed> claimed = attempt.claim(notification);
      return claimed.isEmpty() ? new InvalidToken() : move(socket, claimed.get());
    }
  }

  /**
   * Runs the same queries as {@link #resume}.
   *
   * @param nobody an id that no connection has
   */
  public void warmUp(long nobody) {
    var _ = rows.find(new ResumeToken(NO_TOKEN), 1);
    try (Claims.Attempt attempt = claims.begin(nobody)) {
      var _ = attempt.claim(null);
    }
  }

  private Resumed move(ClientSocket socket, Claimed claimed) throws InterruptedException {
    StoredConnection stored = claimed.connection();
    sockets.unregister(socket.id(), socket);
    socket.resumeAs(stored);
    closePrevious(claims.register(stored.id(), socket), socket);
    if (socket.isClosed()) {
      disconnector.disconnected(socket);
    }
    return new Resumed(stored.id(), progress.routing(), stored.cursor() >= claimed.dropped());
  }

  /** Closes the previous socket after its command in progress. */
  private static void closePrevious(@Nullable ClientSocket before, ClientSocket now)
      throws InterruptedException {
    if (before != null && !before.equals(now)) {
      before.close(CloseReason.RESUMED_ELSEWHERE);
      before.awaitCommandEnd();
    }
  }
}
