package io.coinpanel.ingestion.health;

import io.coinpanel.ingestion.leadership.Leadership;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Health: a standby is UP too. */
public final class IngestionHealth implements HealthIndicator {

  private final Leadership leadership;

  public IngestionHealth(Leadership leadership) {
    this.leadership = leadership;
  }

  @Override
  public Health health() {
    Health.Builder health = leadership.isReady() ? Health.up() : Health.down();
    return health.withDetail("role", leadership.isLeading() ? "leader" : "standby").build();
  }
}
