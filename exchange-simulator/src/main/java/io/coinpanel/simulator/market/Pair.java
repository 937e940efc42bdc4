package io.coinpanel.simulator.market;

/**
 * What a symbol trades: a base asset for a quote asset.
 *
 * @param tick smallest step of the price, in units
 * @param step smallest step of the quantity, in units
 * @param listedPrice the price before the first trade, in units, a multiple of the tick
 */
public record Pair(String base, String quote, long tick, long step, long listedPrice) {

  private static final long LARGEST_TICK = Units.ONE / 100;
  private static final long TICKS_AT_LEAST = 5_000;
  private static final long SMALLEST_STEP = 1_000;

  public String name() {
    return base + quote;
  }

  /** A pair with a tick and a step as the exchange would choose them for its price. */
  static Pair priced(String base, String quote, long price) {
    long tick = 1;
    while (tick < LARGEST_TICK && tick * TICKS_AT_LEAST * 10 <= price) {
      tick *= 10;
    }
    long step = Units.ONE;
    while (step > SMALLEST_STEP && price / Units.ONE * step > Units.ONE) {
      step /= 10;
    }
    return new Pair(base, quote, tick, step, price / tick * tick);
  }
}
