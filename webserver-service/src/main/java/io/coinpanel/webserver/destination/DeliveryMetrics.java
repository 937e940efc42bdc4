package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.destination.Attempt.Result;
import io.micrometer.core.instrument.MeterRegistry;

/** Metrics of deliveries. */
final class DeliveryMetrics {

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void attempted(DestinationKind kind, Result result) {
    registry
        .counter(
            "coinpanel.webserver.deliveries", "kind", kind.wireName(), "outcome", result.wireName())
        .increment();
  }
}
