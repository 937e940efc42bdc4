package io.coinpanel.model;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;

/** A row of {@code activation}: that ingestion watches a subscription. */
@Entity
@Table(name = "activation")
// The persistence provider fills the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
public class Activation {

  @Id private long id;

  @OneToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "subscription_id")
  private Subscription subscription;

  protected Activation() {}
}
