package io.coinpanel.webserver.account;

import io.coinpanel.webserver.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Finds accounts by their credentials. Always reads the tables, so that a revoked one ends at once
 * everywhere.
 */
final class Credentials {

  private static final Duration USE_STORED_EVERY = Duration.ofMinutes(1);

  private final AccountRows accounts;
  private final ApiKeyRows keys;
  private final WebSessionRows sessions;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Credentials(AccountStores stores, InstantSource clock) {
    this.accounts = stores.accounts();
    this.keys = stores.keys();
    this.sessions = stores.sessions();
    this.transactions = stores.transactions();
    this.clock = clock;
  }

  Optional<AccountPrincipal> byApiKey(String text) {
    Instant now = clock.instant();
    return ApiKeyText.parse(text).flatMap(key -> byApiKey(key, now));
  }

  private Optional<AccountPrincipal> byApiKey(ApiKeyText key, Instant now) {
    Optional<ApiKeyRow> found =
        keys.findWithAccount(key.id()).filter(row -> row.hasSecret(key) && row.isUsable(now));
    found
        .filter(row -> isLongAgo(row.lastUsedAt(), now))
        .ifPresent(
            row ->
                transactions.executeWithoutResult(
                    status -> keys.use(key.id(), now, now.minus(USE_STORED_EVERY))));
    return found.map(ApiKeyRow::toPrincipal);
  }

  private static boolean isLongAgo(@Nullable Instant lastUse, Instant now) {
    return lastUse == null || lastUse.isBefore(now.minus(USE_STORED_EVERY));
  }

  Optional<AccountPrincipal> bySession(String token) {
    Instant now = clock.instant();
    Optional<WebSessionRow> found =
        sessions.findByToken(Sha256.of(token)).filter(row -> row.isUsable(now));
    found
        .filter(row -> isLongAgo(row.usedAt(), now))
        .ifPresent(
            row ->
                transactions.executeWithoutResult(
                    status -> sessions.use(row.id(), now, now.minus(USE_STORED_EVERY))));
    return found.map(WebSessionRow::toPrincipal);
  }

  /** The account {@code local}. */
  Optional<AccountPrincipal> local() {
    return accounts
        .findByBuiltInTrue()
        .filter(AccountRow::isUsable)
        .map(
            account ->
                new AccountPrincipal(
                    account.id(), account.name(), account.scopes(), new Credential.Local(), null));
  }

  boolean isStillValid(AccountPrincipal principal) {
    Instant now = clock.instant();
    if (principal.expiresAt() != null && !now.isBefore(principal.expiresAt())) {
      return false;
    }
    return switch (principal.credential()) {
      case Credential.ApiKey key ->
          keys.findWithAccount(key.id()).filter(row -> row.isUsable(now)).isPresent();
      case Credential.Session session ->
          sessions.findWithAccount(session.id()).filter(row -> row.isUsable(now)).isPresent();
      case Credential.Jwt _, Credential.Local _ ->
          accounts
              .findByIdAndDeletedAtIsNull(principal.accountId())
              .filter(AccountRow::isUsable)
              .isPresent();
    };
  }
}
