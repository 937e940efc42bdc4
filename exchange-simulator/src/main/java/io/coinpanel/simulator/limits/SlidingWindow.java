package io.coinpanel.simulator.limits;

import java.time.Duration;

/** Admits at most so many events in any window of time: a rolling count, not a refilling bucket. */
public final class SlidingWindow {

  private final long[] admitted;
  private final long windowMillis;
  private long count;

  public SlidingWindow(int limit, Duration window) {
    admitted = new long[limit];
    windowMillis = window.toMillis();
  }

  /** Whether one more event at this time is within the limit; a rejected one is not counted. */
  public boolean admit(long nowMillis) {
    int slot = (int) (count % admitted.length);
    if (count >= admitted.length && nowMillis - admitted[slot] < windowMillis) {
      return false;
    }
    admitted[slot] = nowMillis;
    count++;
    return true;
  }
}
