package io.coinpanel.matching;

import io.coinpanel.model.Bar;
import java.util.EnumMap;
import java.util.Map;

/** The series of bars that rules are evaluated on, one for each length. */
final class Bars {

  private final Map<Bar, BarSeries> byLength = new EnumMap<>(Bar.class);

  /** The same, as a trade that ends a bar is to allocate nothing. */
  private BarSeries[] all = {};

  private final MatchedTrade trade;
  private final Firings firings;

  /** When the first of the bars at hand ends. */
  private long nextEnd = Long.MAX_VALUE;

  Bars(MatchedTrade trade, Firings firings) {
    this.trade = trade;
    this.firings = firings;
  }

  /** The series for one more rule. */
  BarSeries enter(Bar length) {
    BarSeries series = byLength.computeIfAbsent(length, _ -> new BarSeries(length, trade, firings));
    series.enter();
    list();
    return series;
  }

  /** A rule has left, perhaps the last one. */
  void prune() {
    if (byLength.values().removeIf(BarSeries::isUnused)) {
      list();
    }
  }

  private void list() {
    if (all.length != byLength.size()) {
      all = byLength.values().toArray(BarSeries[]::new);
      refresh();
    }
  }

  // -- over a restart

  void write(StateWriter out) {
    out.number(byLength.size());
    StateWriter one = new StateWriter();
    for (BarSeries series : all) {
      out.text(series.bar().wireName());
      one.clear();
      series.write(one);
      out.block(one);
    }
  }

  /** Continues the series that rules still have. */
  void read(StateReader in) throws UnreadableStateException {
    int count = in.count();
    for (int i = 0; i < count; i++) {
      String length = in.text();
      StateReader closes = in.block();
      Bar bar =
          Bar.parse(length).orElseThrow(() -> new UnreadableStateException("bars of " + length));
      BarSeries series = byLength.get(bar);
      if (series != null) {
        series.read(closes);
        closes.close();
      }
    }
    refresh();
  }

  // -- trades

  boolean isDue(long time) {
    return time >= nextEnd;
  }

  /** The next trade is at that time: the bars that end before it have their closes. */
  void close(long time) {
    for (BarSeries series : all) {
      if (time >= series.end()) {
        series.close(time);
      }
    }
  }

  /** The last trade has changed. */
  void refresh() {
    nextEnd = Long.MAX_VALUE;
    for (BarSeries series : all) {
      nextEnd = Math.min(nextEnd, series.end());
    }
  }

  /** What was before the last trade is forgotten. */
  void restart() {
    for (BarSeries series : all) {
      series.restart();
    }
    refresh();
  }

  /** Trades are missing before one at that time. */
  void skip(long time) {
    for (BarSeries series : all) {
      series.skip(time);
    }
  }
}
