package io.coinpanel.benchmarks.micro.esper;

/**
 * A trade as an event. It carries the price before, which spares Esper a window of two trades a
 * rule.
 */
public final class PricedTrade {

  private final String symbol;
  private final long price;
  private final long previousPrice;
  private final long time;

  public PricedTrade(String symbol, long price, long previousPrice, long time) {
    this.symbol = symbol;
    this.price = price;
    this.previousPrice = previousPrice;
    this.time = time;
  }

  public String getSymbol() {
    return symbol;
  }

  public long getPrice() {
    return price;
  }

  public long getPreviousPrice() {
    return previousPrice;
  }

  /** In milliseconds. */
  public long getTime() {
    return time;
  }
}
