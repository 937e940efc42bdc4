package io.coinpanel.ingestion;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;

/** A monotonic clock that runs as the machine's does, and can be made to jump ahead. */
public final class JumpingClock implements NanoClock {

  private final AtomicLong ahead = new AtomicLong();
  private final AtomicLong reads = new AtomicLong();

  public void jump(Duration duration) {
    ahead.addAndGet(duration.toNanos());
  }

  /** Number of reads, which shows that other threads have run. */
  public long reads() {
    return reads.get();
  }

  @Override
  public long nanoTime() {
    reads.incrementAndGet();
    return System.nanoTime() + ahead.get();
  }
}
