package io.coinpanel.benchmarks.load;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The files this process may have open: a socket is one, here and in the webserver alike. */
public final class OpenFileLimit {

  // The process and its libraries need some themselves.
  private static final long SPARE = 300;

  private OpenFileLimit() {}

  /** As many of these clients as the machine allows. */
  public static int clients(int wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(wanted, unix.getMaxFileDescriptorCount() - SPARE)
        : wanted;
  }
}
