package io.coinpanel.benchmarks.latency;

/**
 * A price that climbs from level to level and down again, so that each trade crosses exactly one
 * threshold, as the thresholds stand half-way between the levels.
 */
final class PriceLevels {

  private static final int LOWEST = 1000;

  private final int steps;
  private int step;
  private int direction = 1;

  /** Stands on the lowest of {@code steps + 1} levels. */
  PriceLevels(int steps) {
    this.steps = steps;
  }

  /** The threshold between a level, counted from 0, and the next. */
  static String threshold(int above) {
    return LOWEST + above + ".5";
  }

  static String lowest() {
    return Integer.toString(LOWEST);
  }

  /** Moves to the next level; its price. */
  String next() {
    if (step + direction < 0 || step + direction > steps) {
      direction = -direction;
    }
    step += direction;
    return Integer.toString(LOWEST + step);
  }
}
