package io.coinpanel.ingestion.exchange.binance;

import java.io.IOException;
import java.time.Duration;

/** Rejected by the exchange's rate limit or the local budget. */
final class RateLimitedException extends IOException {

  private final Duration retryAfter;

  RateLimitedException(String why, Duration retryAfter) {
    super(why);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
