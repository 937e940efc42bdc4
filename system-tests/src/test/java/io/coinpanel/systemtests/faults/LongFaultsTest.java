package io.coinpanel.systemtests.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sequences of faults for {@code -Dcoinpanel.faults.minutes=30}. */
@Tag("long")
class LongFaultsTest {

  private static final long MINUTES = Long.getLong("coinpanel.faults.minutes", 30);
  private static final String REPORT = System.getProperty("coinpanel.faults.report", "");

  @Test
  void losesAndDuplicatesNothingOverALongRun() throws Exception {
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
