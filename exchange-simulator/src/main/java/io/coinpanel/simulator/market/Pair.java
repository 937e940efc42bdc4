package io.coinpanel.simulator.market;

/**
 * What a symbol trades: a base asset for a quote asset.
 *
 * @param tick smallest step of the price, in units
 * @param step smallest step of the quantity, in units
 * @param listedPrice the price before the first trade, in units, a multiple of the tick
 */
public record Pair(String base, String quote, long tick, long step, long listedPrice) {

  public String name() {
    return base + quote;
  }

  /** A pair with the tick that gives its price some five digits. */
  static Pair priced(String base, String quote, long price) {
    long tick = 1;
    while (tick * 100_000 <= price) {
      tick *= 10;
    }
    long step = Units.ONE / 10;
    while (step > 1000 && price / step > 10_000) {
      step /= 10;
    }
    return new Pair(base, quote, tick, step, price / tick * tick);
  }
}
