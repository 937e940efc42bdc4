package io.coinpanel.systemtests.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LongFaultsTest {

  private static final long MINUTES = Long.getLong("coinpanel.faults.minutes", 0);
  private static final String REPORT = System.getProperty("coinpanel.faults.report", "");

  @Test
  void losesAndDuplicatesNothingOverALongRun() throws Exception {
    Assumptions.assumeTrue(
        MINUTES > 0, "takes as long as asked for: -Dcoinpanel.faults.minutes=30");
    long seed = Long.getLong("coinpanel.faults.seed", new SplittableRandom().nextLong(1L << 40));
    long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
    try (FaultRun run = FaultRun.start(seed, true)) {
      while (System.nanoTime() < end) {
        run.sequence();
        RunLog.println(run.report().toString());
      }
      if (!REPORT.isEmpty()) {
        run.report().write(Path.of(REPORT).toAbsolutePath());
      }
    }
  }
}
