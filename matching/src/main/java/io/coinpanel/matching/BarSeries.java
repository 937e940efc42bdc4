package io.coinpanel.matching;

import io.coinpanel.model.Bar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The closes of bars of one length: each whole bar's is compared with that of the whole one before.
 * A rule that began since then is apart, as it compares the first one with its baseline.
 */
final class BarSeries {

  private static final long ALL_WHOLE = Long.MIN_VALUE;

  private final Bar bar;
  private final MatchedTrade trade;
  private final Firings firings;
  private final ThresholdIndex index = new ThresholdIndex();
  private final Levels levels = new Levels(index);
  private final ThresholdIndex.Visitor visitor = this::crossed;
  private final Map<LevelRule, Apart> apart = new LinkedHashMap<>();
  private long previous;
  private int rules;

  /** Of the first bar, counted from the epoch, of which every trade is known. */
  private long firstWhole = ALL_WHOLE;

  /** What a rule compares that does not go by the closes of all yet. */
  private static final class Apart {
    private long price;
    private long firstWhole = ALL_WHOLE;

    private Apart(long price) {
      this.price = price;
    }
  }

  BarSeries(Bar bar, MatchedTrade trade, Firings firings) {
    this.bar = bar;
    this.trade = trade;
    this.firings = firings;
  }

  Bar bar() {
    return bar;
  }

  Levels levels() {
    return levels;
  }

  // -- rules

  void enter() {
    rules++;
  }

  void startFrom(LevelRule rule, long price) {
    apart.put(rule, new Apart(price));
  }

  boolean isApart(LevelRule rule) {
    return apart.containsKey(rule);
  }

  void leave(LevelRule rule) {
    apart.remove(rule);
    rules--;
  }

  boolean isUnused() {
    return rules == 0;
  }

  // -- over a restart

  void write(StateWriter out) {
    out.number(firstWhole);
    out.flag(index.hasPrice());
    if (index.hasPrice()) {
      out.number(index.price());
    }
  }

  void read(StateReader in) throws UnreadableStateException {
    firstWhole = in.number();
    if (in.flag()) {
      index.baseline(in.number());
    }
  }

  void write(LevelRule rule, StateWriter out) {
    Apart own = apart.get(rule);
    out.flag(own != null);
    if (own != null) {
      out.number(own.price);
      out.number(own.firstWhole);
    }
  }

  void read(LevelRule rule, StateReader in) throws UnreadableStateException {
    if (in.flag()) {
      Apart own = new Apart(in.number());
      own.firstWhole = in.number();
      apart.put(rule, own);
    }
  }

  // -- trades

  /** When the bar of the last trade ends. */
  long end() {
    return bar.endAfter(trade.time);
  }

  /** Trades are missing before one at that time: its bar and those since the last one have none. */
  void skip(long time) {
    firstWhole = number(time) + 1;
    apart.values().forEach(one -> one.firstWhole = firstWhole);
  }

  /** What was before the last trade is forgotten. */
  void restart() {
    firstWhole = ALL_WHOLE;
  }

  /** The next trade is at that time, behind the end of the last one's bar. */
  void close(long time) {
    long last = number(trade.time);
    long next = number(time);
    boolean isWhole = Math.max(last, firstWhole) < next;
    if (isWhole) {
      firings.ofBar(endOf(Math.max(last, firstWhole)));
      previous = index.price();
      index.move(trade.price, visitor);
    }
    if (!apart.isEmpty()) {
      closeApart(last, next, isWhole);
    }
    firings.ofBar(Crossings.NONE);
  }

  private void closeApart(long last, long next, boolean isWhole) {
    for (Map.Entry<LevelRule, Apart> entry : apart.entrySet()) {
      close(entry.getKey(), entry.getValue(), last, next);
    }
    if (isWhole) {
      apart.keySet().forEach(firings::changed);
      apart.clear();
    }
  }

  private void close(LevelRule rule, Apart own, long last, long next) {
    long ended = Math.max(last, own.firstWhole);
    if (ended < next) {
      firings.ofBar(endOf(ended));
      rule.crossed(own.price, trade.price);
      own.price = trade.price;
    }
  }

  private void crossed(long threshold, long number, long owner, byte terms) {
    levels.crossed(number, previous);
  }

  private long number(long time) {
    return Math.floorDiv(time, bar.millis());
  }

  private long endOf(long number) {
    return (number + 1) * bar.millis();
  }
}
