package io.coinpanel.webserver.delivery;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Metrics of delivery. */
final class DeliveryMetrics {

  private final DistributionSummary batches;
  private final Timer polls;

  DeliveryMetrics(MeterRegistry registry) {
    batches =
        DistributionSummary.builder("coinpanel.webserver.delivery.batch")
            .description("Notifications routed per batch")
            .register(registry);
    polls =
        Timer.builder("coinpanel.webserver.delivery.poll")
            .description("One poll for new rows, including routing")
            .register(registry);
  }

  void delivered(int notifications) {
    batches.record(notifications);
  }

  /** Starts timing a poll. */
  PollTimer startPoll() {
    Timer.Sample begun = Timer.start();
    return () -> begun.stop(polls);
  }

  /** A poll in progress. */
  @FunctionalInterface
  interface PollTimer {
    void stop();
  }
}
