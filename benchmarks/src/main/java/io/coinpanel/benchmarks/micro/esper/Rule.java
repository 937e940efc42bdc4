package io.coinpanel.benchmarks.micro.esper;

/** An alert as an event that is kept in a window. */
public final class Rule {

  private final long id;
  private final String symbol;
  private final long threshold;

  public Rule(long id, String symbol, long threshold) {
    this.id = id;
    this.symbol = symbol;
    this.threshold = threshold;
  }

  public long getId() {
    return id;
  }

  public String getSymbol() {
    return symbol;
  }

  public long getThreshold() {
    return threshold;
  }
}
