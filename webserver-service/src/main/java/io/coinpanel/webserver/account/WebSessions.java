package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.TermsParser;
import io.coinpanel.webserver.proxy.ClientAddress;
import io.coinpanel.webserver.secret.RandomToken;
import io.coinpanel.webserver.secret.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** People who sign in at the page and out, and their passwords. */
final class WebSessions {

  private final AccountStores stores;
  private final SetupLinkRows setupLinks;
  private final Passwords passwords;
  private final FailedCredentials failures;
  private final AccountEvents events;
  private final SecureRandom random;
  private final InstantSource clock;

  WebSessions(
      AccountStores stores,
      SetupLinkRows setupLinks,
      Passwords passwords,
      FailedCredentials failures,
      AccountEvents events,
      SecureRandom random,
      InstantSource clock) {
    this.stores = stores;
    this.setupLinks = setupLinks;
    this.passwords = passwords;
    this.failures = failures;
    this.events = events;
    this.random = random;
    this.clock = clock;
  }

  /** A session that has begun, and its token for the cookie. */
  record Begun(AccountRow account, String token) {}

  /** Past the limit of failures no password is tried, since trying is what is limited. */
  Begun signIn(String name, String password, ClientAddress address) {
    failures.exceeded(address).ifPresent(WebSessions::refuse);
    Optional<AccountRow> account = find(name);
    @Nullable String hash = account.map(AccountRow::passwordHash).orElse(null);
    boolean matches = passwords.matches(password, hash);
    if (!matches || !account.filter(AccountRow::isUsable).isPresent()) {
      failures.record(address);
      throw Problem.of(ErrorCode.UNAUTHORIZED, "wrong name or password").toException();
    }
    return begin(account.orElseThrow());
  }

  /** No name has what the database cannot compare. */
  private Optional<AccountRow> find(String name) {
    return name.codePoints().noneMatch(TermsParser::isUnstorable)
        ? stores.accounts().findByName(name)
        : Optional.empty();
  }

  private static void refuse(Duration wait) {
    throw FailedCredentials.problem(wait).toException();
  }

  /** For somebody whose credential was checked. */
  Begun begin(AccountRow account) {
    return inTransaction(() -> insert(account));
  }

  private Begun insert(AccountRow account) {
    String token = RandomToken.of(random);
    stores.sessions().save(new WebSessionRow(Sha256.of(token), account, clock.instant()));
    return new Begun(account, token);
  }

  /** Sets the password of a setup link's account; the link is used up. */
  Begun setUp(String token, String password, ClientAddress address) {
    // Hashing a password is expensive, and anybody may ask for it.
    failures.exceeded(address).ifPresent(WebSessions::refuse);
    String hash = hashOf("password", password);
    return inTransaction(
        () -> {
          AccountRow account =
              setupLinks
                  .findByTokenHash(Sha256.of(token))
                  .filter(link -> link.isUsable(clock.instant()))
                  .map(SetupLinkRow::account)
                  .filter(found -> setupLinks.deleteAll(found.id()) > 0)
                  .orElseThrow(() -> unknownLink(address));
          setPassword(account.id(), hash, 0);
          return insert(account);
        });
  }

  private RuntimeException unknownLink(ClientAddress address) {
    failures.record(address).ifPresent(WebSessions::refuse);
    return Problem.of(ErrorCode.UNAUTHORIZED, "the link was used or has expired").toException();
  }

  /** Ends the other sessions too. */
  void changePassword(
      AccountPrincipal caller, String current, String password, ClientAddress address) {
    if (!(caller.credential() instanceof Credential.Session session)) {
      throw Problem.of(ErrorCode.FORBIDDEN, "only a signed-in person can change the password")
          .toException();
    }
    failures.exceeded(address).ifPresent(WebSessions::refuse);
    @Nullable String hash =
        stores
            .accounts()
            .findByIdAndDeletedAtIsNull(caller.accountId())
            .map(AccountRow::passwordHash)
            .orElse(null);
    if (hash != null && !passwords.matches(current, hash)) {
      failures.record(address);
      throw Problem.ofField("current_password", "is wrong").toException();
    }
    String next = hashOf("password", password);
    inTransaction(
        () -> {
          setPassword(caller.accountId(), next, session.id());
          return next;
        });
  }

  private String hashOf(String field, String password) {
    if (!Passwords.isAcceptable(password)) {
      throw Problem.ofField(
              field,
              "must have at least %d characters and at most %d bytes"
                  .formatted(Passwords.MIN_LENGTH, Passwords.MAX_BYTES))
          .toException();
    }
    return passwords.hash(password);
  }

  private void setPassword(long account, String hash, long sparedSession) {
    stores.accounts().setPassword(account, hash);
    stores.sessions().endAll(account, sparedSession);
    events.credentialsChanged(account);
  }

  void signOut(AccountPrincipal caller) {
    if (caller.credential() instanceof Credential.Session session) {
      inTransaction(
          () -> {
            events.credentialsChanged(caller.accountId());
            return stores.sessions().end(session.id());
          });
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    TransactionOperations transactions = stores.transactions();
    return transactions.execute(status -> work.get());
  }
}
