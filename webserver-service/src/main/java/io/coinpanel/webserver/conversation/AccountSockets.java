package io.coinpanel.webserver.conversation;

import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Authenticator;
import io.coinpanel.webserver.account.CredentialWatch;
import io.coinpanel.webserver.account.HandshakeIdentity;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.CloseReason;
import io.coinpanel.webserver.protocol.ServerMessage;
import io.coinpanel.webserver.socket.AccountReaders;
import io.coinpanel.webserver.socket.ClientSocket;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.socket.Event;
import io.coinpanel.webserver.socket.Reader;
import io.coinpanel.webserver.socket.Sockets;
import io.coinpanel.webserver.subscription.ResumedSubscriptions;
import io.coinpanel.webserver.subscription.Subscriptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * Which account each socket is of. A socket is closed when its credential ends, and where accounts
 * are required, when none has come in time.
 */
final class AccountSockets {

  private static final Duration AUTHENTICATION_TIMEOUT = Duration.ofSeconds(10);

  private final Authenticator authenticator;
  private final Subscriptions subscriptions;
  private final Sockets sockets;
  private final AccountReaders readers;
  private final DeliveryProgress progress;
  private final InstantSource clock;
  private final NanoClock monotonic;

  private final Map<ClientSocket, SocketCredential> signedIn = new ConcurrentHashMap<>();

  /** Those that must have an account, and since when they have none. */
  private final Map<ClientSocket, Long> waiting = new ConcurrentHashMap<>();

  /** Those that may be of account {@code local}. */
  private final Set<ClientSocket> local = ConcurrentHashMap.newKeySet();

  private Runnable onDoubt = () -> {};

  AccountSockets(
      Authenticator authenticator,
      Subscriptions subscriptions,
      Sockets sockets,
      AccountReaders readers,
      DeliveryProgress progress,
      InstantSource clock,
      NanoClock monotonic) {
    this.authenticator = authenticator;
    this.subscriptions = subscriptions;
    this.sockets = sockets;
    this.readers = readers;
    this.progress = progress;
    this.clock = clock;
    this.monotonic = monotonic;
  }

  /** The credential of a socket; a reader, so that changes of credentials are routed to it. */
  private final class SocketCredential implements Reader {
    private final ClientSocket socket;
    private final CredentialWatch watch;

    SocketCredential(ClientSocket socket, AccountPrincipal account) {
      this.socket = socket;
      this.watch = new CredentialWatch(account);
    }

    AccountPrincipal account() {
      return watch.account();
    }

    @Override
    public void deliver(Event event) {
      if (event instanceof Event.CredentialsChanged) {
        watch.doubt();
        onDoubt.run();
      }
    }

    @Override
    public void abort() {
      socket.abort();
    }
  }

  /** Before the first socket. */
  void onDoubt(Runnable wake) {
    onDoubt = wake;
  }

  /** A new socket that no account has opened. */
  void opened(ClientSocket socket, HandshakeIdentity.Anonymous identity, boolean mayStay) {
    if (identity.mayBeLocal()) {
      local.add(socket);
    }
    if (!mayStay) {
      waiting.put(socket, monotonic.nanoTime());
    }
    if (socket.isClosed()) {
      closed(socket);
    }
  }

  Optional<AccountPrincipal> of(ClientSocket socket) {
    return Optional.ofNullable(signedIn.get(socket)).map(SocketCredential::account);
  }

  boolean mayBeLocal(ClientSocket socket) {
    return local.contains(socket);
  }

  /** Whether the socket must have an account before anything else. */
  boolean isWaiting(ClientSocket socket) {
    return waiting.containsKey(socket);
  }

  /** Whether its credential allows it; anonymous clients may do all that sockets can do. */
  boolean may(ClientSocket socket, Scope scope) {
    return of(socket).map(account -> account.may(scope)).orElse(true);
  }

  /**
   * Makes it a socket of the account, which the answer says. Its notifications begin with the
   * present.
   *
   * @throws CompletionException if the subscriptions cannot be read; the socket is closing then
   */
  void signIn(ClientSocket socket, AccountPrincipal account, ServerMessage answer) {
    if (!socket.beginCommand()) {
      return;
    }
    sockets.unregister(socket.id(), socket);
    SocketCredential credential = new SocketCredential(socket, account);
    signedIn.put(socket, credential);
    waiting.remove(socket);
    readers.add(account.accountId(), credential);
    begin(socket, account, answer);
  }

  /** Ends the command that it begins with. */
  private void begin(ClientSocket socket, AccountPrincipal account, ServerMessage answer) {
    socket.signIn(account.accountId(), progress.routed());
    try {
      if (account.may(Scope.SUBSCRIPTIONS_READ)) {
        follow(socket, account, answer);
      } else {
        socket.send(answer);
        socket.endCommand();
      }
      closeIfEnded(socket, account);
    } catch (RuntimeException e) {
      socket.endCommand();
      socket.close(CloseReason.UNAVAILABLE);
      throw e;
    } finally {
      if (socket.isClosed()) {
        closed(socket);
      }
    }
  }

  private void follow(ClientSocket socket, AccountPrincipal account, ServerMessage answer) {
    readers.add(account.accountId(), socket);
    long routing = progress.routing();
    ResumedSubscriptions found = subscriptions.resume(account.accountId());
    socket.resumed(
        found.live(),
        found.lastSubscription(),
        Math.max(found.lastNotification(), routing),
        answer);
  }

  /** Another credential of the same account decides from now on. */
  void renew(ClientSocket socket, AccountPrincipal account, ServerMessage answer) {
    SocketCredential credential = signedIn.get(socket);
    if (credential == null || !socket.beginCommand()) {
      return;
    }
    boolean followed = credential.account().may(Scope.SUBSCRIPTIONS_READ);
    credential.watch.renew(account);
    if (!followed) {
      begin(socket, account, answer);
      return;
    }
    if (!account.may(Scope.SUBSCRIPTIONS_READ)) {
      readers.remove(account.accountId(), socket);
    }
    socket.send(answer);
    socket.endCommand();
    closeIfEnded(socket, account);
  }

  private void closeIfEnded(ClientSocket socket, AccountPrincipal account) {
    if (!authenticator.isStillValid(account)) {
      socket.close(CloseReason.NOT_AUTHENTICATED);
    }
  }

  /** The socket is gone. */
  void closed(ClientSocket socket) {
    waiting.remove(socket);
    local.remove(socket);
    SocketCredential gone = signedIn.remove(socket);
    if (gone != null) {
      readers.remove(gone.account().accountId(), socket);
      readers.remove(gone.account().accountId(), gone);
    }
  }

  /** Closes sockets whose credential has ended, and those that have waited too long for one. */
  void sweep() {
    long now = monotonic.nanoTime();
    waiting.forEach(
        (socket, since) -> {
          if (now - since >= AUTHENTICATION_TIMEOUT.toNanos()) {
            socket.close(CloseReason.NOT_AUTHENTICATED);
          }
        });
    Instant time = clock.instant();
    signedIn.forEach(
        (socket, credential) -> {
          if (credential.watch.hasEnded(time, authenticator::isStillValid)) {
            socket.close(CloseReason.NOT_AUTHENTICATED);
          }
        });
  }
}
