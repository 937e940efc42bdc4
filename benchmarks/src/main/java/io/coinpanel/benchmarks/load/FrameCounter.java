package io.coinpanel.benchmarks.load;

import java.time.Duration;
import java.util.function.Predicate;

/** Counts messages of one kind and waits for them; fails on error messages. */
public final class FrameCounter implements FrameListener, ArrivalCounter {

  private final LoadClients loadClients;
  private final Predicate<MessageFrame> kind;
  private volatile long count;
  private volatile long firstAt;
  private volatile long lastAt;
  private volatile String error = "";

  public FrameCounter(LoadClients loadClients, Predicate<MessageFrame> kind) {
    this.loadClients = loadClients;
    this.kind = kind;
  }

  // One thread writes, others read.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public void onFrame(LoadClient loadClient, MessageFrame messageFrame, long at) {
    if (kind.test(messageFrame)) {
      if (count == 0) {
        firstAt = at;
      }
      lastAt = at;
      count++;
    } else if (messageFrame.isError()) {
      error = messageFrame.text();
    }
  }

  @Override
  public long count() {
    return count;
  }

  /** When the first one came, by {@link System#nanoTime()}. */
  public long firstAt() {
    return firstAt;
  }

  @Override
  public long lastAt() {
    return lastAt;
  }

  @Override
  public void await(long expected, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (count < expected) {
      if (!error.isEmpty()) {
        throw new IllegalStateException(error);
      }
      loadClients.check(deadline, count + " of " + expected + " have come");
      Thread.sleep(1);
    }
  }
}
