package io.coinpanel.ingestion.exchange.binance;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The attempts to connect that the exchange allows an address: 300 in 5 minutes. They outlive the
 * streams they were made for.
 */
public final class ConnectionAttempts {

  private static final int MOST = 290;

  private final RollingLimit limit;

  public ConnectionAttempts(InstantSource clock) {
    limit = new RollingLimit(MOST, Duration.ofMinutes(5), clock);
  }

  boolean tryTake() {
    return limit.tryTake(0);
  }
}
