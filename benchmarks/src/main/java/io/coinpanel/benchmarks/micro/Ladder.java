package io.coinpanel.benchmarks.micro;

import io.coinpanel.model.Price;
import java.util.SplittableRandom;

/**
 * Thresholds a cent apart, and prices in their middle that cross as many of them as wanted.
 *
 * @param rungs how many thresholds
 */
public record Ladder(int rungs) {

  /** Prices are given out as this many, to be walked round and round. */
  public static final int PRICES = 1024;

  private static final long LOWEST = 10_000 * Price.ONE;
  private static final long STEP = Price.ONE / 100;

  public long rung(int number) {
    return LOWEST + number * STEP;
  }

  /**
   * Prices none of which stands on a rung: all between the same two, or every other one so many
   * rungs higher than the one before.
   */
  public long[] prices(int crossed) {
    SplittableRandom random = new SplittableRandom(rungs);
    int most = Math.min(crossed, (rungs + 1) / 2);
    long[] prices = new long[PRICES];
    for (int i = 0; i < PRICES; i++) {
      long below = rung(rungs / 2) - STEP;
      prices[i] = below + 1 + random.nextLong(STEP - 1) + (i & 1) * (most * STEP);
    }
    return prices;
  }

  /** A rung anywhere. */
  public long any(SplittableRandom random) {
    return rung(random.nextInt(rungs));
  }
}
