package io.coinpanel.standalone;

import java.util.concurrent.locks.LockSupport;

/** The pace of a load: the time in which it does nothing, which waits for nothing. */
public final class Pace {

  private Pace() {}

  public static void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
