package io.coinpanel.webserver.account;

import java.time.InstantSource;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** Accounts of people and programs that an identity provider vouches for. */
final class AccountIdentities {

  private static final int MAX_NAME = 100;
  private static final int MAX_NAMESAKES = 20;

  private final AccountRows accounts;
  private final TransactionOperations transactions;
  private final AuditLog audit;
  private final InstantSource clock;

  AccountIdentities(AccountStores stores, AuditLog audit, InstantSource clock) {
    this.clock = clock;
    this.accounts = stores.accounts();
    this.transactions = stores.transactions();
    this.audit = audit;
  }

  /** Made at first use; empty if it is disabled. */
  Optional<AccountRow> of(String issuer, String subject, String name) {
    for (int number = 1; number <= MAX_NAMESAKES; number++) {
      Optional<AccountRow> account = find(issuer, subject);
      if (account.isPresent()) {
        return account.filter(AccountRow::isUsable);
      }
      create(issuer, subject, numbered(name, number));
    }
    throw new IllegalStateException("no free name for " + subject + " of " + issuer);
  }

  private Optional<AccountRow> find(String issuer, String subject) {
    return accounts.findByIssuerAndSubjectAndDeletedAtIsNull(issuer, subject);
  }

  /** Another account may have the name, or the same one may come twice at once. */
  private void create(String issuer, String subject, String name) {
    try {
      AccountRow account =
          transactions.execute(
              status ->
                  accounts.saveAndFlush(AccountRow.of(name, issuer, subject, clock.instant())));
      audit.record("identity provider", "account created", account.id() + " " + account.name());
    } catch (DataIntegrityViolationException taken) {
      audit.debug("account name taken", name);
    }
  }

  private static String numbered(String name, int number) {
    String suffix = number == 1 ? "" : " " + number;
    int room = MAX_NAME - suffix.length();
    String clean = name.strip();
    int end =
        clean.codePointCount(0, clean.length()) <= room
            ? clean.length()
            : clean.offsetByCodePoints(0, room);
    return clean.substring(0, end) + suffix;
  }
}
