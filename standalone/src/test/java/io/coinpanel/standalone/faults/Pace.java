package io.coinpanel.standalone.faults;

import java.util.concurrent.locks.LockSupport;

/** The time between two trades. */
final class Pace {

  private Pace() {}

  static void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
