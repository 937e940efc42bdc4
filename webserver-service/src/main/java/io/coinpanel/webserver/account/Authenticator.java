package io.coinpanel.webserver.account;

import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.proxy.ClientAddress;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Checks bearer tokens, API keys and JWTs, outside of HTTP requests. Blocks for the database. */
public final class Authenticator {

  private final BearerTokens tokens;
  private final Credentials credentials;
  private final FailedCredentials failures;

  Authenticator(BearerTokens tokens, Credentials credentials, FailedCredentials failures) {
    this.tokens = tokens;
    this.credentials = credentials;
    this.failures = failures;
  }

  /**
   * Whose token it is. Failures are limited by address, good tokens are not.
   *
   * @throws UnavailableException if that cannot be checked now
   */
  public AuthenticationOutcome authenticate(String token, ClientAddress address) {
    if (token.isBlank()) {
      return rejected(address);
    }
    try {
      Authentication found =
          tokens.of(token).authenticate(new BearerTokenAuthenticationToken(token));
      return new AuthenticationOutcome.Accepted(((AccountAuthentication) found).getPrincipal());
    } catch (CredentialsUnavailableException e) {
      throw new UnavailableException("credentials cannot be checked right now", e);
    } catch (AuthenticationException e) {
      return rejected(address);
    }
  }

  private AuthenticationOutcome rejected(ClientAddress address) {
    return failures
        .record(address)
        .<AuthenticationOutcome>map(AuthenticationOutcome.TooManyFailures::new)
        .orElseGet(AuthenticationOutcome.Rejected::new);
  }

  /** Whether a credential that was accepted still would be. */
  public boolean isStillValid(AccountPrincipal account) {
    return credentials.isStillValid(account);
  }
}
