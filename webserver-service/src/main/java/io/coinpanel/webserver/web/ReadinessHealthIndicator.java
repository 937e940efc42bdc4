package io.coinpanel.webserver.web;

import io.coinpanel.webserver.account.FirstAdministrator;
import io.coinpanel.webserver.socket.DeliveryProgress;
import io.coinpanel.webserver.symbols.Symbols;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready once the schema is migrated, delivery has started, the symbols are loaded, and the
 * configured administrator is accepted.
 */
final class ReadinessHealthIndicator implements HealthIndicator {

  private final DeliveryProgress deliveryProgress;
  private final Symbols symbols;
  private final FirstAdministrator administrator;

  ReadinessHealthIndicator(
      DeliveryProgress deliveryProgress, Symbols symbols, FirstAdministrator administrator) {
    this.deliveryProgress = deliveryProgress;
    this.symbols = symbols;
    this.administrator = administrator;
  }

  @Override
  public Health health() {
    boolean ready = deliveryProgress.isStarted() && symbols.isRead() && administrator.isDone();
    return (ready ? Health.up() : Health.down()).build();
  }
}
