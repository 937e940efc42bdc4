package io.coinpanel.webserver.account;

import io.coinpanel.webserver.account.AuthenticationOutcome.Accepted;
import io.coinpanel.webserver.account.AuthenticationOutcome.Rejected;
import io.coinpanel.webserver.account.AuthenticationOutcome.TooManyFailures;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.ReceivedRequest;
import io.coinpanel.webserver.proxy.Rejection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * Identifies WebSocket handshakes by bearer token or session cookie, and sockets without a token on
 * the machine itself.
 */
public final class HandshakeIdentification {

  private static final String BEARER = "Bearer ";
  private static final HttpField CHALLENGE = new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer");

  private final Access access;
  private final Authenticator authenticator;
  private final Credentials credentials;
  private final AllowedOrigins origins;

  HandshakeIdentification(
      Access access, Authenticator authenticator, Credentials credentials, AllowedOrigins origins) {
    this.access = access;
    this.authenticator = authenticator;
    this.credentials = credentials;
    this.origins = origins;
  }

  /** Whether a socket may stay without an account. */
  public boolean allowsAnonymous() {
    return access == Access.OPEN;
  }

  /**
   * Reads the database only if there is a credential.
   *
   * @throws io.coinpanel.webserver.commit.UnavailableException if a credential cannot be checked
   */
  public HandshakeIdentity identify(Request request, ReceivedRequest received) {
    List<String> authorization = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
    return authorization.isEmpty()
        ? withoutBearer(request, received)
        : byBearer(authorization, received);
  }

  private HandshakeIdentity byBearer(List<String> authorization, ReceivedRequest received) {
    String value = authorization.getFirst();
    boolean bearer =
        authorization.size() == 1 && value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String token = bearer ? value.substring(BEARER.length()).strip() : "";
    return switch (authenticator.authenticate(token, received.client())) {
      case Accepted accepted -> new HandshakeIdentity.Known(accepted.account());
      case Rejected _ ->
          refused(HttpStatus.UNAUTHORIZED_401, "invalid or expired token", CHALLENGE);
      case TooManyFailures failures ->
          refused(
              HttpStatus.TOO_MANY_REQUESTS_429,
              "too many failed credentials",
              new HttpField(
                  HttpHeader.RETRY_AFTER,
                  Long.toString(Math.max(1, failures.retryAfter().toSeconds()))));
    };
  }

  private static HandshakeIdentity refused(int status, String reason, HttpField header) {
    return new HandshakeIdentity.Refused(Rejection.of(status, reason, header).orElseThrow());
  }

  private HandshakeIdentity withoutBearer(Request request, ReceivedRequest received) {
    List<String> origin = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
    boolean own = origins.isOwnOrAbsent(origin, received);
    return (own && !origin.isEmpty() ? SessionCookie.of(request) : Optional.<String>empty())
        .flatMap(credentials::bySession)
        .<HandshakeIdentity>map(HandshakeIdentity.Known::new)
        .orElseGet(
            () -> new HandshakeIdentity.Anonymous(allowsAnonymous() && own && received.local()));
  }

  /** Account {@code local}, for a socket that may be it; empty if it is disabled. */
  public Optional<AccountPrincipal> local() {
    return credentials.local();
  }
}
