package io.coinpanel.benchmarks.micro;

/**
 * Measurement effort.
 *
 * @param forks JVMs started for each benchmark; none measures in this one
 * @param iterations measured, after as many to warm up
 * @param millis of an iteration
 * @param largest size that is measured
 */
public record MeasurementEffort(int forks, int iterations, int millis, long largest) {

  public static final MeasurementEffort FULL = new MeasurementEffort(1, 5, 200, 10_000_000);

  /** Enough to see that it works. */
  public static final MeasurementEffort TINY = new MeasurementEffort(0, 1, 5, 10);
}
