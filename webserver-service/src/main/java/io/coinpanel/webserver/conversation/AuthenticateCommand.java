package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.AuthenticationOutcome;
import io.coinpanel.webserver.account.Authenticator;
import io.coinpanel.webserver.account.HandshakeIdentification;
import io.coinpanel.webserver.protocol.Command;
import io.coinpanel.webserver.protocol.Echo;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.socket.ClientSocket;
import java.util.Objects;
import java.util.Optional;

/** The command {@code authenticate}. */
final class AuthenticateCommand {

  private final Authenticator authenticator;
  private final HandshakeIdentification identification;
  private final AccountSockets accountSockets;
  private final ErrorReplies errorReplies;

  AuthenticateCommand(
      Authenticator authenticator,
      HandshakeIdentification identification,
      AccountSockets accountSockets,
      ErrorReplies errorReplies) {
    this.authenticator = authenticator;
    this.identification = identification;
    this.accountSockets = accountSockets;
    this.errorReplies = errorReplies;
  }

  void execute(ClientSocket socket, Echo echo, Command.Authenticate command) {
    Optional<AccountPrincipal> before = accountSockets.of(socket);
    if (before.isEmpty() && socket.hasStarted()) {
      reject(socket, echo, "authenticate must come before any other command");
      return;
    }
    identify(socket, echo, command).ifPresent(account -> accept(socket, echo, before, account));
  }

  private Optional<AccountPrincipal> identify(
      ClientSocket socket, Echo echo, Command.Authenticate command) {
    String token = command.token();
    if (token == null) {
      return local(socket, echo);
    }
    ClientAddress address = Objects.requireNonNull(socket.identity().address());
    return switch (authenticator.authenticate(token, address)) {
      case AuthenticationOutcome.Accepted(AccountPrincipal account) -> Optional.of(account);
      case AuthenticationOutcome.Rejected() -> {
        errorReplies.reject(socket, echo, ErrorCode.INVALID_TOKEN, "invalid or expired token");
        yield Optional.empty();
      }
      case AuthenticationOutcome.TooManyFailures _ -> {
        errorReplies.reject(socket, echo, ErrorCode.RATE_LIMITED, "too many failed credentials");
        yield Optional.empty();
      }
    };
  }

  private Optional<AccountPrincipal> local(ClientSocket socket, Echo echo) {
    Optional<AccountPrincipal> local =
        accountSockets.mayBeLocal(socket) ? identification.local() : Optional.empty();
    if (local.isEmpty()) {
      errorReplies.reject(
          socket,
          echo,
          ErrorCode.UNAUTHORIZED,
          "token is missing: it is optional only for local clients");
    }
    return local;
  }

  private void accept(
      ClientSocket socket, Echo echo, Optional<AccountPrincipal> before, AccountPrincipal account) {
    ServerMessage answer = new ServerMessage.Authenticated(echo, shown(account));
    if (before.isEmpty()) {
      accountSockets.signIn(socket, account, answer);
    } else if (before.get().accountId() == account.accountId()) {
      accountSockets.renew(socket, account, answer);
    } else {
      reject(socket, echo, "token belongs to another account");
    }
  }

  static ServerMessage.Account shown(AccountPrincipal account) {
    return new ServerMessage.Account(account.accountId(), account.name());
  }

  private void reject(ClientSocket socket, Echo echo, String reason) {
    errorReplies.reject(socket, echo, ErrorCode.INVALID_MESSAGE, reason);
  }
}
