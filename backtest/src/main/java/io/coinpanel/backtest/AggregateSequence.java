package io.coinpanel.backtest;

/**
 * The ids of a source's aggregate trades. Between two consecutive aggregates nothing was traded,
 * whatever the ids of their trades.
 */
public final class AggregateSequence {

  /** Before the first one. */
  public static final long NONE = -1;

  private long last = NONE;
  private long lastTrade = NONE;
  private boolean isConsecutive;

  /** The id of the last aggregate, or {@link #NONE}. */
  public long last() {
    return last;
  }

  /** Moves to an aggregate, whether it has trades or not. */
  public void moveTo(long aggregate) {
    isConsecutive = last != NONE && aggregate == last + 1;
    last = aggregate;
  }

  /**
   * Takes the trades of the aggregate.
   *
   * @return the id of the last trade before them, as {@link TradeSink} takes it
   */
  public long take(long firstTrade, long upToTrade) {
    long after = isConsecutive && lastTrade != NONE ? lastTrade : firstTrade - 1;
    lastTrade = upToTrade;
    return after;
  }
}
