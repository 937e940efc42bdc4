package io.coinpanel.webserver.account;

import io.coinpanel.webserver.database.BatchedReads;
import io.coinpanel.webserver.secret.Sha256;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads credentials with their accounts by plain SQL: sockets come by the thousand, most of all
 * just after a start, when an entity manager is slow.
 */
final class StoredCredentials {

  private static final String USABLE = "a.disabled_at is null and a.deleted_at is null";
  private static final String KEYS =
      """
      select a.id, a.name, k.id, k.scopes, k.expires_at, k.last_used_at, k.secret_hash
      from api_key k
      join account a on a.id = k.account_id
      where k.revoked_at is null and k.id = any (?) and\s"""
          + USABLE;
  private static final String SESSIONS =
      """
      select a.id, a.name, s.id, a.admin, s.used_at
      from web_session s
      join account a on a.id = s.account_id
      where\s"""
          + USABLE;
  private static final String ACCOUNTS =
      """
      select a.id, a.name, a.admin
      from account a
      where\s"""
          + USABLE;

  private static final int LOOKUPS = 500;

  private final JdbcClient database;
  private final BatchedReads<String, StoredKey> keys = new BatchedReads<>(LOOKUPS, this::keys);

  StoredCredentials(JdbcClient database) {
    this.database = database;
  }

  /** A key, if the secret is right; takes the same time for all that are not. */
  Optional<StoredCredential> key(ApiKeyText key) {
    byte[] hash = key.secretHash();
    return keys.read(key.id()).filter(stored -> stored.hasSecret(hash)).map(StoredKey::credential);
  }

  /** A key that was accepted before. */
  Optional<StoredCredential> key(String id) {
    return keys.read(id).map(StoredKey::credential);
  }

  private static final class StoredKey {
    private final StoredCredential credential;
    private final byte[] secretHash;

    StoredKey(StoredCredential credential, byte[] secretHash) {
      this.credential = credential;
      this.secretHash = secretHash;
    }

    StoredCredential credential() {
      return credential;
    }

    boolean hasSecret(byte[] hash) {
      return MessageDigest.isEqual(secretHash, hash);
    }
  }

  private Map<String, StoredKey> keys(Set<String> ids) {
    Map<String, StoredKey> found = new HashMap<>();
    database
        .sql(KEYS)
        .param(ids.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString(3), new StoredKey(key(row), row.getBytes(7)));
            });
    return found;
  }

  Optional<StoredCredential> session(String token) {
    return database
        .sql(SESSIONS + " and s.token_hash = ?")
        .param(Sha256.of(token))
        .query((row, number) -> session(row))
        .optional();
  }

  Optional<StoredCredential> session(long id) {
    return database
        .sql(SESSIONS + " and s.id = ?")
        .param(id)
        .query((row, number) -> session(row))
        .optional();
  }

  /** The account {@code local}. */
  Optional<AccountPrincipal> local() {
    return database
        .sql(ACCOUNTS + " and a.built_in")
        .query(
            (row, number) ->
                new AccountPrincipal(
                    row.getLong(1),
                    row.getString(2),
                    scopes(row.getBoolean(3)),
                    new Credential.Local(),
                    null))
        .optional();
  }

  boolean isUsable(long account) {
    return database
        .sql(ACCOUNTS + " and a.id = ?")
        .param(account)
        .query((row, number) -> true)
        .optional()
        .isPresent();
  }

  private static StoredCredential key(ResultSet row) throws SQLException {
    String[] scopes = (String[]) row.getArray(4).getArray();
    return new StoredCredential(
        new AccountPrincipal(
            row.getLong(1),
            row.getString(2),
            Scope.parseAll(Arrays.asList(scopes)),
            new Credential.ApiKey(row.getString(3)),
            time(row, 5)),
        time(row, 6));
  }

  private static StoredCredential session(ResultSet row) throws SQLException {
    return new StoredCredential(
        new AccountPrincipal(
            row.getLong(1),
            row.getString(2),
            scopes(row.getBoolean(4)),
            new Credential.Session(row.getLong(3)),
            null),
        time(row, 5));
  }

  private static Set<Scope> scopes(boolean admin) {
    return admin ? EnumSet.allOf(Scope.class) : Scope.OWN_ACCOUNT;
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
