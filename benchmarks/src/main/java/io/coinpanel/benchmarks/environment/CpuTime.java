package io.coinpanel.benchmarks.environment;

import java.time.Duration;

/** CPU time of processes, user and system. */
public final class CpuTime {

  private CpuTime() {}

  static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** CPU seconds between two readings for a million of what was done so often. */
  public static double secondsPerMillion(Duration before, Duration after, long count) {
    return after.minus(before).toNanos() / 1e9 / count * 1e6;
  }
}
