package io.coinpanel.benchmarks.conditions;

import io.coinpanel.model.Price;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * A random walk that returns the way it went and begins again. As on an exchange, most trades are
 * at the price before. It stays within 1 % of where it begins.
 */
final class PriceWalk {

  /** Where it begins, in units as all prices. */
  static final long BASE = 10_000 * Price.ONE;

  static final long TICK = Price.ONE / 100;

  /** Trades until it begins again. */
  static final int LENGTH = 1 << 14;

  private static final int MOST_TICKS = 32;
  private static final int ONE_IN = 4;
  private static final long MILLION = 1_000_000;
  private static final long[] PRICES = prices();

  private PriceWalk() {}

  /** The price of a trade. */
  static long price(long number) {
    return PRICES[(int) number & (LENGTH - 1)];
  }

  private static long[] prices() {
    SplittableRandom random = new SplittableRandom(1);
    long[] prices = new long[LENGTH];
    long price = BASE;
    for (int i = 0; i < LENGTH / 2; i++) {
      prices[i] = price;
      prices[LENGTH - 1 - i] = price;
      if (random.nextInt(ONE_IN) == 0) {
        price += random.nextInt(-MOST_TICKS, MOST_TICKS + 1) * TICK;
      }
    }
    return prices;
  }

  /** The largest rise from one of so many trades before to a trade, in whole parts per million. */
  static int largestRise(int trades) {
    long largest = 0;
    Deque<Integer> lows = new ArrayDeque<>();
    for (int i = 0; i < 2 * LENGTH; i++) {
      long price = price(i);
      while (!lows.isEmpty() && price(lows.getLast()) >= price) {
        lows.removeLast();
      }
      lows.add(i);
      if (lows.getFirst() < i - trades) {
        lows.removeFirst();
      }
      long low = price(lows.getFirst());
      largest = Math.max(largest, (price - low) * MILLION / low);
    }
    return (int) largest;
  }
}
