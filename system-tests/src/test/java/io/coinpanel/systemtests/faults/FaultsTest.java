package io.coinpanel.systemtests.faults;

import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final long SEED = Long.getLong("coinpanel.faults.seed", 20240809);
  private static final int SEQUENCES = Integer.getInteger("coinpanel.faults.sequences", 4);

  @Test
  void losesAndDuplicatesNothing() throws Exception {
    try (FaultRun run = FaultRun.start(SEED)) {
      while (run.sequences() < SEQUENCES) {
        run.sequence();
      }
      RunLog.println(run.report().toString());
    }
  }
}
