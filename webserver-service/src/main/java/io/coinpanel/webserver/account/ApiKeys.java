package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Makes and revokes API keys. */
final class ApiKeys {

  static final int MAX_PER_ACCOUNT = 100;

  private final AccountRows accounts;
  private final ApiKeyRows rows;
  private final AccountEvents events;
  private final TransactionOperations transactions;
  private final SecureRandom random;
  private final InstantSource clock;

  ApiKeys(AccountStores stores, AccountEvents events, SecureRandom random, InstantSource clock) {
    this.accounts = stores.accounts();
    this.rows = stores.keys();
    this.transactions = stores.transactions();
    this.events = events;
    this.random = random;
    this.clock = clock;
  }

  /** A key as it was made: the row, and the secret that is shown once. */
  record Made(ApiKeyRow row, ApiKeyText key) {}

  List<ApiKeyRow> of(long account) {
    return rows.findByAccountIdAndRevokedAtIsNullOrderByCreatedAtAscIdAsc(account);
  }

  Made make(long account, NewKey terms, AccountPrincipal maker) {
    checkNotMightier(terms, maker);
    return transactions.execute(
        status -> {
          AccountRow owner = accounts.get(account);
          if (of(account).size() >= MAX_PER_ACCOUNT) {
            throw Problem.of(
                    ErrorCode.LIMIT_EXCEEDED, "an account has at most " + MAX_PER_ACCOUNT + " keys")
                .toException();
          }
          ApiKeyText key = ApiKeyText.random(random);
          return new Made(rows.save(new ApiKeyRow(key, owner, terms, clock.instant())), key);
        });
  }

  private static void checkNotMightier(NewKey terms, AccountPrincipal maker) {
    if (!maker.scopes().containsAll(terms.scopes())) {
      throw Problem.of(ErrorCode.FORBIDDEN, "a key cannot have more scopes than its creator")
          .toException();
    }
    @Nullable Instant end = maker.expiresAt();
    if (maker.credential() instanceof Credential.ApiKey
        && end != null
        && (terms.expiresAt() == null || terms.expiresAt().isAfter(end))) {
      throw Problem.of(ErrorCode.FORBIDDEN, "a key cannot outlive the key that creates it")
          .toException();
    }
  }

  /** Empty if the account has no such key. */
  Optional<ApiKeyRow> revoke(long account, String id, AccountPrincipal actor) {
    return transactions.execute(
        status -> {
          Optional<ApiKeyRow> found =
              rows.findWithAccountById(id)
                  .filter(key -> key.account().id() == account && !key.isRevoked());
          found.ifPresent(key -> revoke(key, actor));
          return found;
        });
  }

  private void revoke(ApiKeyRow key, AccountPrincipal actor) {
    if (!actor.may(Scope.ADMIN) && !actor.scopes().containsAll(key.scopes())) {
      throw Problem.of(ErrorCode.FORBIDDEN, "the key has more scopes than the caller")
          .toException();
    }
    key.revoke(clock.instant());
    events.credentialsChanged(key.account().id());
  }
}
