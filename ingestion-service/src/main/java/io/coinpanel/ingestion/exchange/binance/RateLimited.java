package io.coinpanel.ingestion.exchange.binance;

import java.io.IOException;
import java.time.Duration;

/** No request is allowed now, by the exchange or by our own budget. */
final class RateLimited extends IOException {

  private final Duration retryAfter;

  RateLimited(String why, Duration retryAfter) {
    super(why);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
