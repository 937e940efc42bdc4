package io.coinpanel.benchmarks.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Open-loop pacer that avoids coordinated omission: late actions run immediately and keep their
 * intended time.
 */
public final class Pacer {

  /** What is done, at a time by {@link System#nanoTime()}. */
  @FunctionalInterface
  public interface Action {
    void run(long intended);
  }

  private Pacer() {}

  /** Does it so often, with the same pause between any two. */
  public static void run(long times, double perSecond, Action action) {
    long start = System.nanoTime();
    for (long i = 0; i < times; i++) {
      long intended = start + (long) (i * 1e9 / perSecond);
      long early = intended - System.nanoTime();
      while (early > 0) {
        LockSupport.parkNanos(early);
        early = intended - System.nanoTime();
      }
      action.run(intended);
    }
  }
}
