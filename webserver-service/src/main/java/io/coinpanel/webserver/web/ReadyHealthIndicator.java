package io.coinpanel.webserver.web;

import io.coinpanel.webserver.connection.Progress;
import io.coinpanel.webserver.symbols.Symbols;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready once the tables are there, delivery knows where it stands, and the symbols were read. */
final class ReadyHealthIndicator implements HealthIndicator {

  private final Progress progress;
  private final Symbols symbols;

  ReadyHealthIndicator(Progress progress, Symbols symbols) {
    this.progress = progress;
    this.symbols = symbols;
  }

  @Override
  public Health health() {
    return (progress.hasBegun() && symbols.isRead() ? Health.up() : Health.down()).build();
  }
}
