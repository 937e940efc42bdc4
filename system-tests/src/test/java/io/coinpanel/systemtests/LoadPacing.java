package io.coinpanel.systemtests;

import java.util.concurrent.locks.LockSupport;

/** Paces a load by pausing. */
public final class LoadPacing {

  private LoadPacing() {}

  public static void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
