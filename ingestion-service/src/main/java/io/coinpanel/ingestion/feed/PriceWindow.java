package io.coinpanel.ingestion.feed;

/**
 * The prices of a second, in units of {@link io.coinpanel.model.Price}.
 *
 * @param close the last one
 * @param time of the last trade, in epoch milliseconds
 */
public record PriceWindow(long close, long time, long high, long low) {

  /** Both, where the first has not been stored. */
  PriceWindow followedBy(PriceWindow next) {
    return new PriceWindow(
        next.close, next.time, Math.max(high, next.high), Math.min(low, next.low));
  }
}
