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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code setup_link}. */
@Entity
@Table(name = "setup_link")
// The persistence provider fills and reads the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class SetupLinkRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "token_hash", updatable = false)
  private byte[] tokenHash;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "account_id", updatable = false)
  private AccountRow account;

  @Column(name = "expires_at", updatable = false)
  private Instant expiresAt;

  protected SetupLinkRow() {}

  SetupLinkRow(byte[] tokenHash, AccountRow account, Instant expiresAt) {
    this.tokenHash = tokenHash.clone();
    this.account = account;
    this.expiresAt = expiresAt;
  }

  AccountRow account() {
    return account;
  }

  boolean isUsable(Instant now) {
    return now.isBefore(expiresAt) && account.isUsable();
  }
}
