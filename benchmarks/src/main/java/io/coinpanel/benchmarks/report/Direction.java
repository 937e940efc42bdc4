package io.coinpanel.benchmarks.report;

/** Direction of improvement. */
public enum Direction {
  HIGHER,
  LOWER;

  /** Whether a value is at least as good as a target. */
  public boolean reaches(double value, double target) {
    return switch (this) {
      case HIGHER -> value >= target;
      case LOWER -> value <= target;
    };
  }

  /** How many times as good the second value is as the first; above 1 is an improvement. */
  public double gain(double first, double second) {
    return switch (this) {
      case HIGHER -> second / first;
      case LOWER -> first / second;
    };
  }
}
