package io.coinpanel.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final long SEED = Long.getLong("coinpanel.faults.seed", 20240809);
  private static final int SEQUENCES = Integer.getInteger("coinpanel.faults.sequences", 4);

  @Test
  void shutsDownInTimeWithAnUnresponsiveDatabase() throws Exception {
    try (FaultRun run = FaultRun.start(SEED)) {
      run.stage().postgres().freeze();
      for (IngestionProcess ingestion : run.stage().ingestions()) {
        ingestion.terminate();
        assertThat(ingestion.isRunning()).isFalse();
      }
    }
  }

  @Test
  void anIngestionThatIsStillMigratingEndsInTime() throws Exception {
    try (FaultRun run = FaultRun.start(SEED);
        Connection migrating = run.stage().connect()) {
      IngestionProcess ingestion = run.stage().ingestions().getLast();
      ingestion.kill();
      migrating.setAutoCommit(false);
      try (Statement statement = migrating.createStatement()) {
        statement.execute("lock table flyway_schema_history");
      }
      ingestion.start();
      run.stage()
          .until(
              "it waits for the lock",
              () -> run.stage().tables().count("pg_locks where not granted") > 0);
      ingestion.terminate();
      assertThat(ingestion.isRunning()).isFalse();
    }
  }

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
