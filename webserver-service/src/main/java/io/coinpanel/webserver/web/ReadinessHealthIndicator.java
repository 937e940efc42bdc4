package io.coinpanel.webserver.web;

import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.symbols.Symbols;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready once the schema is migrated, delivery has started, and the symbols are loaded. */
final class ReadinessHealthIndicator implements HealthIndicator {

  private final DeliveryProgress deliveryProgress;
  private final Symbols symbols;

  ReadinessHealthIndicator(DeliveryProgress deliveryProgress, Symbols symbols) {
    this.deliveryProgress = deliveryProgress;
    this.symbols = symbols;
  }

  @Override
  public Health health() {
    return (deliveryProgress.isStarted() && symbols.isRead() ? Health.up() : Health.down()).build();
  }
}
