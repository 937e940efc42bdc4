package io.coinpanel.webserver.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code account}. */
@Entity
@DynamicUpdate
@Table(name = "account")
// The persistence provider fills the fields.
@SuppressWarnings("NullAway.Init")
class AccountRow {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "owner_id")
  @SequenceGenerator(name = "owner_id", sequenceName = "owner_id_seq", allocationSize = 1)
  private @Nullable Long id;

  private String name;

  @Column(name = "built_in", updatable = false)
  private boolean builtIn;

  private boolean admin;

  @Column(name = "password_hash")
  private @Nullable String passwordHash;

  @Column(updatable = false)
  private @Nullable String issuer;

  @Column(updatable = false)
  private @Nullable String subject;

  @Column(name = "max_subscriptions")
  private @Nullable Integer maxSubscriptions;

  @Column(name = "seen_notification_id")
  private @Nullable Long seenNotificationId;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "disabled_at")
  private @Nullable Instant disabledAt;

  @Column(name = "deleted_at")
  private @Nullable Instant deletedAt;

  protected AccountRow() {}

  AccountRow(String name, Instant createdAt) {
    this.name = name;
    this.createdAt = createdAt;
  }

  /** The account of a person that an identity provider knows. */
  static AccountRow of(String name, String issuer, String subject, Instant createdAt) {
    AccountRow account = new AccountRow(name, createdAt);
    account.issuer = issuer;
    account.subject = subject;
    return account;
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("account " + name + " is not stored yet");
    }
    return id;
  }

  String name() {
    return name;
  }

  void rename(String to) {
    name = to;
  }

  boolean isBuiltIn() {
    return builtIn;
  }

  boolean isAdmin() {
    return admin;
  }

  void setAdmin(boolean value) {
    admin = value;
  }

  /** Of its sessions, and of {@code local}. */
  Set<Scope> scopes() {
    return admin ? EnumSet.allOf(Scope.class) : Scope.OWN_ACCOUNT;
  }

  @Nullable String passwordHash() {
    return passwordHash;
  }

  void setPasswordHash(String hash) {
    passwordHash = hash;
  }

  @Nullable String issuer() {
    return issuer;
  }

  @Nullable Integer maxSubscriptions() {
    return maxSubscriptions;
  }

  void limitSubscriptions(@Nullable Integer max) {
    maxSubscriptions = max;
  }

  @Nullable Long seenNotificationId() {
    return seenNotificationId;
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Whether its credentials are accepted. */
  boolean isUsable() {
    return disabledAt == null && deletedAt == null;
  }

  boolean isDisabled() {
    return disabledAt != null;
  }

  void disable(Instant at) {
    disabledAt = at;
  }

  void enable() {
    disabledAt = null;
  }

  void delete(Instant at) {
    deletedAt = at;
  }
}
