package io.coinpanel.model;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code subscription}, for reading: it is written with thousands of others at once. */
@Entity
@Table(name = "subscription")
// The persistence provider fills the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
public class Subscription {

  @Id private long id;

  @Column(name = "connection_id")
  private long connectionId;

  private String symbol;

  @Convert(converter = Columns.ConditionColumn.class)
  private Condition condition;

  @Convert(converter = Columns.PriceColumn.class)
  private Price threshold;

  @Convert(converter = Columns.RepeatColumn.class)
  private Repeat repeat;

  @Column(name = "cooldown_seconds")
  private int cooldownSeconds;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "ended_as")
  @Convert(converter = Columns.StatusColumn.class)
  private @Nullable SubscriptionStatus endedAs;

  @OneToOne(mappedBy = "subscription", fetch = FetchType.EAGER)
  private @Nullable Activation activation;

  protected Subscription() {}

  public long id() {
    return id;
  }

  public String symbol() {
    return symbol;
  }

  public Condition condition() {
    return condition;
  }

  public Price threshold() {
    return threshold;
  }

  public Repeat repeat() {
    return repeat;
  }

  public int cooldownSeconds() {
    return cooldownSeconds;
  }

  public @Nullable Instant expiresAt() {
    return expiresAt;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Where it is in its life: over, or watched once it has an activation. */
  public SubscriptionStatus status() {
    if (endedAs != null) {
      return endedAs;
    }
    return activation == null ? SubscriptionStatus.PENDING : SubscriptionStatus.ACTIVE;
  }
}
