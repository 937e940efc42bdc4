package io.coinpanel.ingestion.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Feed metrics. The lag is that of the last trade, by the exchange's clock and the local one. */
public final class FeedMetrics {

  private final Counter trades;
  private final Counter duplicates;
  private final Counter gaps;
  private final Counter gapsFilled;
  private final Counter gapsUnfillable;
  private final Counter backfilled;
  private final Counter restarts;
  private volatile long lagMillis;
  private volatile IntSupplier queue = () -> 0;

  public FeedMetrics(MeterRegistry registry) {
    trades = registry.counter("coinpanel.feed.trades");
    duplicates = registry.counter("coinpanel.feed.duplicates");
    gaps = registry.counter("coinpanel.feed.gaps", "outcome", "seen");
    gapsFilled = registry.counter("coinpanel.feed.gaps", "outcome", "filled");
    gapsUnfillable = registry.counter("coinpanel.feed.gaps", "outcome", "unfillable");
    backfilled = registry.counter("coinpanel.feed.backfilled");
    restarts = registry.counter("coinpanel.feed.restarts");
    registry
        .more()
        .timeGauge(
            "coinpanel.feed.lag",
            List.of(),
            this,
            TimeUnit.MILLISECONDS,
            metrics -> metrics.lagMillis);
    registry.gauge("coinpanel.feed.queue", this, metrics -> metrics.queue.getAsInt());
  }

  /** Sets the supplier of the queue depth. */
  void queue(IntSupplier depth) {
    queue = depth;
  }

  void trade() {
    trades.increment();
  }

  void lag(long millis) {
    lagMillis = millis;
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

  void restarted() {
    restarts.increment();
  }

  void backfilled(int count) {
    backfilled.increment(count);
  }
}
