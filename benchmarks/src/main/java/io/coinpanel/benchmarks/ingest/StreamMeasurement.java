package io.coinpanel.benchmarks.ingest;

import io.coinpanel.benchmarks.environment.CpuTime;
import java.time.Duration;

/**
 * What one reader of the stream took in a while.
 *
 * @param cpu time spent by the reader
 * @param exchangeCpu time spent by the process that sent it
 */
record StreamMeasurement(long trades, Duration took, Duration cpu, Duration exchangeCpu) {

  private static final double NANOS = 1e9;

  double perSecond() {
    return trades / (took.toNanos() / NANOS);
  }

  double cpuPerMillion() {
    return CpuTime.secondsPerMillion(Duration.ZERO, cpu, trades);
  }

  /** Of the sender, which bounds a reader that waits for it. */
  double exchangeCores() {
    return exchangeCpu.toNanos() / (double) took.toNanos();
  }
}
