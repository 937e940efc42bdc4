package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.connection.ConnectionOpener;
import io.coinpanel.webserver.connection.Disconnector;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.socket.Transport;

/** The WebSocket endpoint: accepts sockets, and cleans up after those that have closed. */
record Endpoint(
    Sockets sockets,
    SocketLimit socketLimit,
    ConnectionOpener opener,
    Disconnector disconnector,
    Commands commands,
    int commandsPerSecond) {

  SocketMessages accept(Transport transport, ClientAddress address) {
    ClientSocket socket = sockets.connect(transport);
    if (!socketLimit.tryAcquire(address)) {
      socket.close(CloseReason.FLOODING);
    }
    if (socket.isOpen()) {
      open(socket, address);
    }
    return new SocketMessages(socket, address, this);
  }

  private void open(ClientSocket socket, ClientAddress address) {
    try {
      opener.open(socket, address);
    } catch (RuntimeException e) {
      commands.failedToOpen(socket, e);
      socket.close(CloseReason.UNAVAILABLE);
    }
  }

  void closed(SocketMessages messages) {
    if (messages.socket().closed()) {
      socketLimit.release(messages.address());
      disconnector.disconnected(messages.socket());
    }
  }
}
