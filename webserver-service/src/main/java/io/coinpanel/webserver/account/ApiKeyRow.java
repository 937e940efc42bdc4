package io.coinpanel.webserver.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A row of {@code api_key}. */
@Entity
@DynamicUpdate
@Table(name = "api_key")
// The persistence provider fills the fields.
@SuppressWarnings("NullAway.Init")
class ApiKeyRow implements Persistable<String> {

  @Id private String id;

  @Column(name = "secret_hash", updatable = false)
  private byte[] secretHash;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "account_id", updatable = false)
  private AccountRow account;

  @Column(updatable = false)
  private String name;

  @Column(updatable = false)
  private String[] scopes;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "expires_at", updatable = false)
  private @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Column(name = "revoked_at")
  private @Nullable Instant revokedAt;

  @Transient private boolean created;

  protected ApiKeyRow() {}

  ApiKeyRow(ApiKeyText key, AccountRow account, NewKey terms, Instant createdAt) {
    this.id = key.id();
    this.secretHash = key.secretHash();
    this.account = account;
    this.name = terms.name();
    this.scopes = Scope.texts(terms.scopes()).toArray(String[]::new);
    this.expiresAt = terms.expiresAt();
    this.createdAt = createdAt;
    this.created = true;
  }

  @Override
  public String getId() {
    return id;
  }

  /** The id is ours, so it does not tell whether the row is there. */
  @Override
  public boolean isNew() {
    return created;
  }

  AccountRow account() {
    return account;
  }

  String name() {
    return name;
  }

  Set<Scope> scopes() {
    return Scope.parseAll(Arrays.asList(scopes));
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable Instant expiresAt() {
    return expiresAt;
  }

  @Nullable Instant lastUsedAt() {
    return lastUsedAt;
  }

  boolean isRevoked() {
    return revokedAt != null;
  }

  void revoke(Instant at) {
    revokedAt = at;
  }

  /** Whether the secret is this one; takes the same time for all that are not. */
  boolean hasSecret(ApiKeyText key) {
    return MessageDigest.isEqual(secretHash, key.secretHash());
  }
}
