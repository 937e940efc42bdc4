package io.coinpanel.testkit.conditions;

/**
 * What a stream or a history has in one row: the trades id to upToId, of one price and time.
 *
 * @param upToId the same as id for a single trade
 * @param price units of 10^-8
 * @param time the exchange's, epoch milliseconds; it may go back
 * @param source of the first trade
 */
public record TradeRow(long id, long upToId, long price, long time, Source source) {

  public TradeRow {
    if (upToId < id || price <= 0) {
      throw new IllegalArgumentException(
          "trades %d to %d at price %d".formatted(id, upToId, price));
    }
  }

  public static TradeRow live(long id, long price, long time) {
    return new TradeRow(id, id, price, time, Source.LIVE);
  }
}
