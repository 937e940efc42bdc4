package io.coinpanel.benchmarks.load;

import java.time.Duration;

/** Counts what all clients together have read. */
public interface ArrivalCounter {

  long count();

  /** When the last one was read, by {@link System#nanoTime()}. */
  long lastAt();

  /** Waits until so many were read; fails if a client is lost. */
  void await(long expected, Duration timeout) throws InterruptedException;
}
