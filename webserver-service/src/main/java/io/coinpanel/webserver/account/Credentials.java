package io.coinpanel.webserver.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds accounts by their credentials. Always reads the tables, so that a revoked one ends at once
 * everywhere.
 */
final class Credentials {

  private final StoredCredentials stored;
  private final CredentialUses uses;
  private final InstantSource clock;

  Credentials(StoredCredentials stored, CredentialUses uses, InstantSource clock) {
    this.stored = stored;
    this.uses = uses;
    this.clock = clock;
  }

  Optional<AccountPrincipal> byApiKey(String text) {
    return ApiKeyText.parse(text).flatMap(stored::key).flatMap(this::use);
  }

  Optional<AccountPrincipal> bySession(String token) {
    return stored.session(token).flatMap(this::use);
  }

  private Optional<AccountPrincipal> use(StoredCredential found) {
    Instant now = clock.instant();
    if (!found.isUsable(now)) {
      return Optional.empty();
    }
    if (found.isUseDue(now)) {
      uses.record(found.account().credential(), now);
    }
    return Optional.of(found.account());
  }

  /** The account {@code local}. */
  Optional<AccountPrincipal> local() {
    return stored.local();
  }

  boolean isStillValid(AccountPrincipal principal) {
    Instant now = clock.instant();
    if (principal.expiresAt() != null && !now.isBefore(principal.expiresAt())) {
      return false;
    }
    return switch (principal.credential()) {
      case Credential.ApiKey key ->
          stored.key(key.id()).filter(found -> found.isUsable(now)).isPresent();
      case Credential.Session session ->
          stored.session(session.id()).filter(found -> found.isUsable(now)).isPresent();
      case Credential.Jwt _, Credential.Local _ -> stored.isUsable(principal.accountId());
    };
  }
}
