package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.HandshakeIdentity;
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
    AccountSockets accountSockets,
    Commands commands,
    EndpointPolicy policy) {

  SocketMessages accept(Transport transport, ClientAddress address, HandshakeIdentity identity) {
    ClientSocket socket = sockets.connect(transport);
    if (!socketLimit.tryAcquire(address)) {
      socket.close(CloseReason.FLOODING);
    }
    if (socket.isOpen()) {
      open(socket, address, identity);
    }
    return new SocketMessages(socket, address, this);
  }

  private void open(ClientSocket socket, ClientAddress address, HandshakeIdentity identity) {
    try {
      switch (identity) {
        case HandshakeIdentity.Known(AccountPrincipal account) ->
            accountSockets.signIn(
                socket,
                account,
                opener.openForAccount(socket, address, AuthenticateCommand.shown(account)));
        case HandshakeIdentity.Anonymous anonymous -> {
          opener.open(socket, address);
          accountSockets.opened(socket, anonymous, policy.allowsAnonymous());
        }
        case HandshakeIdentity.Refused _ ->
            throw new IllegalStateException("a refused handshake has no socket");
      }
    } catch (RuntimeException e) {
      commands.failedToOpen(socket, e);
      socket.close(CloseReason.UNAVAILABLE);
    }
  }

  int commandsPerSecond() {
    return policy.budgets().perSecond();
  }

  /** Counts a command; false if its account has sent one too many. */
  boolean isWithinBudget(ClientSocket socket) {
    return accountSockets
        .of(socket)
        .map(account -> policy.budgets().tryAcquire(account.accountId()))
        .orElse(true);
  }

  void closed(SocketMessages messages) {
    if (messages.socket().closed()) {
      socketLimit.release(messages.address());
      accountSockets.closed(messages.socket());
      disconnector.disconnected(messages.socket());
    }
  }
}
