package io.coinpanel.webserver.delivery;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What is counted about delivery. */
final class DeliveryMetrics {

  private final DistributionSummary batches;
  private final Timer polls;

  DeliveryMetrics(MeterRegistry registry) {
    batches =
        DistributionSummary.builder("coinpanel.webserver.delivery.batch")
            .description("Notifications handed over at once")
            .register(registry);
    polls =
        Timer.builder("coinpanel.webserver.delivery.poll")
            .description("One look for new rows, with handing them over")
            .register(registry);
  }

  void delivered(int notifications) {
    batches.record(notifications);
  }

  /** Begins to time a look for new rows. */
  Look look() {
    Timer.Sample begun = Timer.start();
    return () -> begun.stop(polls);
  }

  /** A look that is under way. */
  @FunctionalInterface
  interface Look {
    void ended();
  }
}
