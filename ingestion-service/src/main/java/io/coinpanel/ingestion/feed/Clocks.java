package io.coinpanel.ingestion.feed;

import io.coinpanel.ingestion.exchange.ExchangeClock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * The clocks of the feed.
 *
 * @param wall ours, for what is stored or shown
 * @param monotonic for ages and pauses
 * @param exchange for what is compared with trade times
 */
public record Clocks(InstantSource wall, NanoClock monotonic, ExchangeClock exchange) {

  /** The monotonic time of a moment that our wall clock has recorded. */
  long monotonicAt(long wallMillis) {
    long age = Math.max(0, wall.millis() - wallMillis);
    return monotonic.nanoTime() - TimeUnit.MILLISECONDS.toNanos(age);
  }
}
