package io.coinpanel.benchmarks.load;

import java.time.Duration;
import java.util.function.Predicate;

/** Counts messages of one kind, and waits for them. An error message fails who waits. */
public final class Tally implements Ears {

  private final Crowd crowd;
  private final Predicate<Frame> kind;
  private volatile long count;
  private volatile long firstAt;
  private volatile long lastAt;
  private volatile String error = "";

  public Tally(Crowd crowd, Predicate<Frame> kind) {
    this.crowd = crowd;
    this.kind = kind;
  }

  // One thread writes, others read.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public void hear(Client client, Frame frame, long at) {
    if (kind.test(frame)) {
      if (count == 0) {
        firstAt = at;
      }
      lastAt = at;
      count++;
    } else if (frame.isError()) {
      error = frame.text();
    }
  }

  public long count() {
    return count;
  }

  /** When the first one came, by {@link System#nanoTime()}. */
  public long firstAt() {
    return firstAt;
  }

  /** When the last one came, by {@link System#nanoTime()}. */
  public long lastAt() {
    return lastAt;
  }

  public void await(long expected, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (count < expected) {
      if (!error.isEmpty()) {
        throw new IllegalStateException(error);
      }
      crowd.check(deadline, count + " of " + expected + " have come");
      Thread.sleep(1);
    }
  }
}
