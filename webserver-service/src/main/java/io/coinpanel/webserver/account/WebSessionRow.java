package io.coinpanel.webserver.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code web_session}: a browser that is signed in. */
@Entity
@DynamicUpdate
@Table(name = "web_session")
// The persistence provider fills and reads the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class WebSessionRow {

  static final Duration LIFETIME = Duration.ofDays(30);

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "token_hash", updatable = false)
  private byte[] tokenHash;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "account_id", updatable = false)
  private AccountRow account;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "used_at")
  private Instant usedAt;

  protected WebSessionRow() {}

  WebSessionRow(byte[] tokenHash, AccountRow account, Instant now) {
    this.tokenHash = tokenHash.clone();
    this.account = account;
    this.createdAt = now;
    this.usedAt = now;
  }
}
