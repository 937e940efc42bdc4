package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An identified account: who acts, by which credential, and what that may do.
 *
 * @param accountId also the id of its owner
 * @param expiresAt when the credential ends by itself; null if it does not
 */
public record AccountPrincipal(
    long accountId,
    String name,
    Set<Scope> scopes,
    Credential credential,
    @Nullable Instant expiresAt) {

  public AccountPrincipal {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
