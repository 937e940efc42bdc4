package io.coinpanel.webserver.symbols;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code symbol}: a symbol listed at the exchange. */
@Entity
@Table(name = "symbol")
// The persistence provider fills the fields.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
class SymbolRow {

  @Id private String name;

  @Column(name = "base_asset")
  private String baseAsset;

  @Column(name = "quote_asset")
  private String quoteAsset;

  private boolean trading;

  protected SymbolRow() {}

  /** Its terms, as clients see them. */
  TradingSymbol toTradingSymbol() {
    return new TradingSymbol(name, baseAsset, quoteAsset);
  }
}
