package io.coinpanel.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * Does something at fixed times, whatever it takes: what falls behind is done at once and keeps the
 * time it was meant for, so that no delay is hidden by the wait for it.
 */
final class Pacer {

  /** What is done, at a time by {@link System#nanoTime()}. */
  @FunctionalInterface
  interface Deed {
    void at(long intended);
  }

  private Pacer() {}

  /** Does it so often, with the same pause between any two. */
  static void run(long times, double perSecond, Deed deed) {
    long start = System.nanoTime();
    for (long i = 0; i < times; i++) {
      long intended = start + (long) (i * 1e9 / perSecond);
      long early = intended - System.nanoTime();
      while (early > 0) {
        LockSupport.parkNanos(early);
        early = intended - System.nanoTime();
      }
      deed.at(intended);
    }
  }
}
