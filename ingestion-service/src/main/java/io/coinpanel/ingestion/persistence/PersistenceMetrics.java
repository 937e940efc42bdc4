package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of the committer. */
public final class PersistenceMetrics {

  private final Counter notifications;
  private final Counter activations;
  private final Counter failures;
  private final Counter overBudget;
  private final DistributionSummary batchSize;
  private final Timer tradeToCommit;

  public PersistenceMetrics(MeterRegistry registry) {
    notifications = registry.counter("coinpanel.firing.notifications");
    activations = registry.counter("coinpanel.firing.activations");
    failures = registry.counter("coinpanel.firing.failures");
    overBudget = registry.counter("coinpanel.firing.over.budget");
    batchSize = registry.summary("coinpanel.firing.batch.size");
    tradeToCommit = registry.timer("coinpanel.firing.trade.to.commit");
  }

  /** A batch is durable since {@code now}, in epoch milliseconds. */
  void committed(Batch batch, long now) {
    activations.increment(batch.activations().size());
    if (batch.crossings().size() > 0) {
      notifications.increment(batch.crossings().size());
      batchSize.record(batch.crossings().size());
      tradeToCommit.record(Duration.ofMillis(Math.max(0, now - batch.crossings().tradeTime(0))));
    }
  }

  /** Crossings were dropped since their owners had no notifications left. */
  void overBudget(int count) {
    overBudget.increment(count);
  }

  void failed() {
    failures.increment();
  }
}
