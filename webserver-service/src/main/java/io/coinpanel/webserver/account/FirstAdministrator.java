package io.coinpanel.webserver.account;

import io.coinpanel.webserver.database.ClusterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes sure at each start that somebody can manage accounts: by the configured key or password, or
 * by a one-time link in the log. There is never a default password.
 */
public final class FirstAdministrator {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private final AccountSettings settings;
  private final AccountRows accounts;
  private final ApiKeyRows keys;
  private final SetupLinks setupLinks;
  private final Passwords passwords;
  private final JdbcClient database;
  private final TransactionOperations transactions;
  private final AuditLog audit;
  private final InstantSource clock;
  private volatile boolean done;

  FirstAdministrator(
      AccountSettings settings,
      AccountStores stores,
      SetupLinks setupLinks,
      Passwords passwords,
      JdbcClient database,
      AuditLog audit,
      InstantSource clock) {
    this.settings = settings;
    this.accounts = stores.accounts();
    this.keys = stores.keys();
    this.setupLinks = setupLinks;
    this.passwords = passwords;
    this.database = database;
    this.transactions = stores.transactions();
    this.audit = audit;
    this.clock = clock;
  }

  void doWork() throws IOException {
    Optional<String> key = read(settings.adminKeyFile());
    Optional<String> password = read(settings.adminPasswordFile());
    transactions.executeWithoutResult(
        status -> {
          takeTurns();
          key.ifPresent(this::acceptKey);
          password.ifPresent(this::setFirstPassword);
        });
    if (settings.access() == Access.ACCOUNTS && !accounts.hasAdminWithCredentials()) {
      LOG.warn(
          "Nobody can manage accounts yet. Within 24 hours, open {} on this server and set the"
              + " password of \"{}\".",
          setupLinks.create(administrator()),
          settings.adminName());
    }
    done = true;
  }

  /** Several webservers may start at once. */
  private void takeTurns() {
    database
        .sql("select pg_advisory_xact_lock(?)")
        .param(ClusterLock.FIRST_ADMINISTRATOR.key())
        .query(row -> {});
  }

  /** Whether the configured credentials are accepted. */
  public boolean isDone() {
    return done;
  }

  private static Optional<String> read(String file) throws IOException {
    return file.isBlank() ? Optional.empty() : Optional.of(Files.readString(Path.of(file)).strip());
  }

  private AccountRow administrator() {
    return accounts
        .findByName(settings.adminName())
        .map(this::checkAdmin)
        .orElseGet(this::createAdministrator);
  }

  private AccountRow checkAdmin(AccountRow account) {
    if (!account.isAdmin()) {
      throw new IllegalStateException(
          "account \"" + account.name() + "\" is not an admin: change COINPANEL_ADMIN_NAME");
    }
    return account;
  }

  private AccountRow createAdministrator() {
    AccountRow account = new AccountRow(settings.adminName(), clock.instant());
    account.setAdmin(true);
    AccountRow stored = accounts.saveAndFlush(account);
    audit.record("configuration", "account created", stored.id() + " " + stored.name());
    return stored;
  }

  private void acceptKey(String text) {
    ApiKeyText key =
        ApiKeyText.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        settings.adminKeyFile() + " has no key such as cp_<8>_<32 characters>"));
    AccountRow administrator = administrator();
    Optional<ApiKeyRow> known = keys.findWithAccountById(key.id());
    if (known.isEmpty()) {
      NewKey terms = new NewKey("COINPANEL_ADMIN_KEY_FILE", EnumSet.allOf(Scope.class), null);
      keys.save(new ApiKeyRow(key, administrator, terms, clock.instant()));
      audit.record("configuration", "key created", key + " of account " + administrator.id());
    } else if (!known.get().hasSecret(key) || known.get().isRevoked()) {
      LOG.error("{} in COINPANEL_ADMIN_KEY_FILE is not accepted: revoked, or its id is taken", key);
    }
  }

  /** A password that was changed later stays changed. */
  private void setFirstPassword(String password) {
    if (!Passwords.isAcceptable(password)) {
      throw new IllegalArgumentException(
          settings.adminPasswordFile() + " needs a password of 8 characters to 72 bytes");
    }
    AccountRow administrator = administrator();
    if (administrator.passwordHash() == null) {
      administrator.setPasswordHash(passwords.hash(password));
      accounts.saveAndFlush(administrator);
      audit.record(
          "configuration", "password set", administrator.id() + " " + administrator.name());
    }
  }
}
