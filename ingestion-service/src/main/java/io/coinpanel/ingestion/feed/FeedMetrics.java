package io.coinpanel.ingestion.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the feed counts. The lag is that of the last trade, by the exchange's clock and ours. */
public final class FeedMetrics {

  private final Counter trades;
  private final Counter duplicates;
  private final Counter gaps;
  private final Counter gapsFilled;
  private final Counter gapsUnfillable;
  private final Counter backfilled;
  private volatile long lastTradeTime;

  public FeedMetrics(MeterRegistry registry) {
    trades = registry.counter("coinpanel.feed.trades");
    duplicates = registry.counter("coinpanel.feed.duplicates");
    gaps = registry.counter("coinpanel.feed.gaps", "outcome", "seen");
    gapsFilled = registry.counter("coinpanel.feed.gaps", "outcome", "filled");
    gapsUnfillable = registry.counter("coinpanel.feed.gaps", "outcome", "unfillable");
    backfilled = registry.counter("coinpanel.feed.backfilled");
    registry
        .more()
        .timeGauge(
            "coinpanel.feed.last.trade.time",
            List.of(),
            this,
            TimeUnit.MILLISECONDS,
            metrics -> metrics.lastTradeTime);
  }

  void trade(long time) {
    trades.increment();
    lastTradeTime = time;
  }

  void duplicate() {
    duplicates.increment();
  }

  void gap() {
    gaps.increment();
  }

  void gapFilled() {
    gapsFilled.increment();
  }

  void gapUnfillable() {
    gapsUnfillable.increment();
  }

  void backfilled(int count) {
    backfilled.increment(count);
  }
}
