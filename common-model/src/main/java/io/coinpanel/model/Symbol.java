package io.coinpanel.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code symbol}: a symbol listed at the exchange. */
@Entity
@Table(name = "symbol")
// The persistence provider fills the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
public class Symbol {

  @Id private String name;

  @Column(name = "base_asset")
  private String baseAsset;

  @Column(name = "quote_asset")
  private String quoteAsset;

  private boolean trading;

  protected Symbol() {}

  /** In lower case. */
  public String name() {
    return name;
  }

  public String baseAsset() {
    return baseAsset;
  }

  public String quoteAsset() {
    return quoteAsset;
  }
}
