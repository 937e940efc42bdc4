package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.protocol.ServerMessage.AccountWelcome;
import io.coinpanel.webserver.protocol.ServerMessage.Welcome;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.NewConnection;
import io.coinpanel.webserver.socket.Sockets;
import java.security.SecureRandom;
import java.time.Duration;

/** Opens new connections. */
public final class ConnectionOpener {

  private final SecureRandom random = new SecureRandom();
  private final ConnectionIds ids;
  private final Sockets sockets;
  private final DeliveryProgress progress;
  private final Disconnector disconnector;
  private final Duration heartbeat;
  private final Duration resumeWindow;

  ConnectionOpener(
      ConnectionIds ids,
      Sockets sockets,
      DeliveryProgress progress,
      Disconnector disconnector,
      Duration heartbeat,
      Duration resumeWindow) {
    this.ids = ids;
    this.sockets = sockets;
    this.progress = progress;
    this.disconnector = disconnector;
    this.heartbeat = heartbeat;
    this.resumeWindow = resumeWindow;
  }

  /**
   * Assigns an identity to a socket that an account has opened.
   *
   * @return its {@code welcome}, to be sent when it has the account's subscriptions
   * @throws UnavailableException if an id is needed and the database is unavailable
   */
  public ServerMessage openForAccount(
      ClientSocket socket, ClientAddress address, ServerMessage.Account account) {
    requireDelivery();
    long id = ids.next();
    socket.openForAccount(id, progress.routed(), address);
    return new AccountWelcome(Long.toString(id), account, heartbeat.toSeconds());
  }

  private void requireDelivery() {
    if (!progress.isStarted()) {
      throw new UnavailableException("the database has not been available yet");
    }
  }

  /**
   * Assigns an identity to a new connection and sends {@code welcome}. It is stored with its first
   * subscription.
   *
   * @throws UnavailableException if an id is needed and the database is unavailable
   */
  public void open(ClientSocket socket, ClientAddress address) {
    requireDelivery();
    ResumeToken token = ResumeToken.random(random);
    long id = ids.next();
    socket.open(new NewConnection(id, token.hexHash(), progress.routed(), address));
    sockets.register(id, socket);
    socket.send(
        new Welcome(
            Long.toString(id), token.text(), heartbeat.toSeconds(), resumeWindow.toSeconds()));
    if (socket.isClosed()) {
      disconnector.disconnected(socket);
    }
  }
}
