package io.coinpanel.benchmarks.micro;

import io.coinpanel.model.Price;
import java.util.SplittableRandom;

/**
 * Evenly spaced thresholds and prices that cross a given number of them.
 *
 * @param thresholds how many thresholds
 */
public record ThresholdLadder(int thresholds) {

  /** Prices are given out as this many, to be walked round and round. */
  public static final int PRICES = 1024;

  private static final long LOWEST = 10_000 * Price.ONE;
  private static final long STEP = Price.ONE / 100;

  public long threshold(int number) {
    return LOWEST + number * STEP;
  }

  /**
   * Prices none of which stands on a rung: all between the same two, or every other one so many
   * rungs higher than the one before.
   */
  public long[] prices(int crossed) {
    SplittableRandom random = new SplittableRandom(thresholds);
    int most = Math.min(crossed, (thresholds + 1) / 2);
    long[] prices = new long[PRICES];
    for (int i = 0; i < PRICES; i++) {
      long below = threshold(thresholds / 2) - STEP;
      prices[i] = below + 1 + random.nextLong(STEP - 1) + (i & 1) * (most * STEP);
    }
    return prices;
  }

  /** A rung anywhere. */
  public long any(SplittableRandom random) {
    return threshold(random.nextInt(thresholds));
  }
}
