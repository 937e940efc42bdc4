package io.coinpanel.backtest;

import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.SymbolMatcher;
import io.coinpanel.model.Source;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one subscription over past trades, by the engine that evaluates live ones. The first
 * trade is the baseline. Ids that are not there count as missing unless the exchange has not used
 * them, and what follows is evaluated as after a gap that history cannot fill.
 *
 * <p>It takes no more trades once it has fired as often as it may.
 */
public final class Backtest implements TradeSink {

  private static final long SUBSCRIPTION = 1;

  private final SymbolMatcher matcher = new SymbolMatcher();
  private final Crossings crossings = new Crossings();
  private final Consumer<Firing> firings;
  private final long maxFirings;
  private long fired;
  private long trades;
  private long missing;
  private long lastId;
  private long begin;
  private long time = Long.MIN_VALUE;

  /**
   * @param firings receives each as it happens
   * @param maxFirings how often it may fire
   */
  public Backtest(BacktestTerms terms, long maxFirings, Consumer<Firing> firings) {
    matcher.add(terms.subscription(SUBSCRIPTION));
    this.firings = firings;
    this.maxFirings = maxFirings;
  }

  @Override
  public void trade(long after, long first, long last, long price, long tradeTime) {
    if (fired >= maxFirings) {
      return;
    }
    Source source = Source.LIVE;
    if (trades == 0) {
      begin = tradeTime;
    } else if (after != lastId) {
      missing += after - lastId;
      source = Source.GAP;
    }
    time = Math.max(time, tradeTime);
    matcher.trade(first, last, price, time, source, crossings);
    lastId = last;
    trades += last - first + 1;
    if (!crossings.isEmpty()) {
      report();
    }
  }

  private void report() {
    for (int row = 0; row < crossings.size() && fired < maxFirings; row++) {
      firings.accept(Firing.of(crossings, row));
      fired++;
    }
    crossings.clear();
  }

  /** Whether it has fired as often as it may, and takes no more trades. */
  public boolean isFull() {
    return fired >= maxFirings;
  }

  /** How often it has fired. */
  public long fired() {
    return fired;
  }

  /** The trades it was evaluated on, each of an aggregate counted. */
  public long trades() {
    return trades;
  }

  /** The trades between the first and the last one that were not there. */
  public long missing() {
    return missing;
  }

  /** When the first trade was; null if there was none. */
  public @Nullable Instant start() {
    return trades == 0 ? null : Instant.ofEpochMilli(begin);
  }

  /** When the last trade was; null if there was none. */
  public @Nullable Instant end() {
    return trades == 0 ? null : Instant.ofEpochMilli(time);
  }
}
