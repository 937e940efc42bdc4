package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.support.TransactionOperations;

/** Administration of accounts. What ends credentials is known to all webservers with the commit. */
final class Accounts {

  private final AccountRows rows;
  private final ApiKeyRows keys;
  private final WebSessionRows sessions;
  private final AccountSubscriptions subscriptions;
  private final AccountEvents events;
  private final TransactionOperations transactions;
  private final InstantSource clock;

  Accounts(
      AccountStores stores,
      AccountSubscriptions subscriptions,
      AccountEvents events,
      InstantSource clock) {
    this.rows = stores.accounts();
    this.keys = stores.keys();
    this.sessions = stores.sessions();
    this.transactions = stores.transactions();
    this.subscriptions = subscriptions;
    this.events = events;
    this.clock = clock;
  }

  List<AccountRow> page(long after, int limit) {
    return rows.findByIdGreaterThanAndDeletedAtIsNullOrderById(after, Limit.of(limit));
  }

  Optional<AccountRow> find(long id) {
    return rows.findByIdAndDeletedAtIsNull(id);
  }

  AccountRow get(long id) {
    return rows.get(id);
  }

  AccountRow create(String name, boolean admin, @Nullable Integer maxSubscriptions) {
    return withUniqueName(
        () -> {
          AccountRow account = new AccountRow(name, clock.instant());
          account.setAdmin(admin);
          account.limitSubscriptions(maxSubscriptions);
          return rows.saveAndFlush(account);
        });
  }

  AccountRow change(long id, AccountChange change) {
    return withUniqueName(
        () -> {
          AccountRow account = get(id);
          change.name().ifPresent(account::rename);
          change.admin().ifPresent(admin -> setAdmin(account, admin));
          if (change.limitsSubscriptions()) {
            account.limitSubscriptions(change.maxSubscriptions());
          }
          change.disabled().ifPresent(disabled -> setDisabled(account, disabled));
          return rows.saveAndFlush(account);
        });
  }

  private AccountRow withUniqueName(Supplier<AccountRow> work) {
    try {
      return transactions.execute(status -> work.get());
    } catch (DataIntegrityViolationException taken) {
      throw Problem.of(ErrorCode.CONFLICT, "another account has that name").toException();
    }
  }

  private void setAdmin(AccountRow account, boolean admin) {
    if (account.isBuiltIn() && admin) {
      throw Problem.of(ErrorCode.CONFLICT, "the built-in account cannot manage accounts")
          .toException();
    }
    if (account.isAdmin() && !admin) {
      events.credentialsChanged(account.id());
    }
    account.setAdmin(admin);
  }

  private void setDisabled(AccountRow account, boolean disabled) {
    Instant now = clock.instant();
    if (disabled && !account.isDisabled()) {
      account.disable(now);
      subscriptions.pause(account.id(), now);
      events.credentialsChanged(account.id());
    } else if (!disabled && account.isDisabled()) {
      account.enable();
      subscriptions.resume(account.id());
    }
  }

  /** Ends all credentials and subscriptions; the row stays for the notifications. */
  AccountRow delete(long id) {
    return transactions.execute(
        status -> {
          AccountRow account = get(id);
          if (account.isBuiltIn()) {
            throw Problem.of(ErrorCode.CONFLICT, "the built-in account cannot be deleted")
                .toException();
          }
          Instant now = clock.instant();
          account.delete(now);
          rows.saveAndFlush(account);
          keys.revokeAll(id, now);
          sessions.endAll(id, 0);
          subscriptions.end(id, now);
          events.credentialsChanged(id);
          return account;
        });
  }

  /** Remembers what the person has seen, unless that was further. */
  void setSeen(long id, long upTo) {
    transactions.executeWithoutResult(
        status ->
            rows.newestNotification(id, upTo)
                .filter(seen -> rows.advanceSeen(id, seen) > 0)
                .ifPresent(seen -> events.seen(id, seen)));
  }
}
