package io.coinpanel.benchmarks.micro;

/**
 * How long to look.
 *
 * @param forks JVMs started for each benchmark; none measures in this one
 * @param iterations measured, after as many to warm up
 * @param millis of an iteration
 * @param largest size that is measured
 */
record Effort(int forks, int iterations, int millis, long largest) {

  static final Effort FULL = new Effort(1, 5, 200, 10_000_000);

  /** Enough to see that it works. */
  static final Effort TINY = new Effort(0, 1, 5, 10);
}
