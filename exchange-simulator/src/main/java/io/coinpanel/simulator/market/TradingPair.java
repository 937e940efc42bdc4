package io.coinpanel.simulator.market;

/**
 * What a symbol trades: a base asset for a quote asset.
 *
 * @param tick smallest step of the price, in units
 * @param step smallest step of the quantity, in units
 * @param listedPrice the price before the first trade, in units, a multiple of the tick
 */
public record TradingPair(String base, String quote, long tick, long step, long listedPrice) {

  private static final long MAX_TICK = DecimalUnits.ONE / 100;
  private static final long TICKS_AT_LEAST = 5_000;
  private static final long MIN_STEP = 1_000;

  public String name() {
    return base + quote;
  }

  /** A pair with a tick and a step as the exchange would choose them for its price. */
  static TradingPair priced(String base, String quote, long price) {
    long tick = 1;
    while (tick < MAX_TICK && tick * TICKS_AT_LEAST * 10 <= price) {
      tick *= 10;
    }
    long step = DecimalUnits.ONE;
    while (step > MIN_STEP && price / DecimalUnits.ONE * step > DecimalUnits.ONE) {
      step /= 10;
    }
    return new TradingPair(base, quote, tick, step, price / tick * tick);
  }
}
