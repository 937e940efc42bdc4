package io.coinpanel.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestionShutdownTest {

  private static final long SEED = 20240809;

  private static FaultRun run;
  private static FaultEnvironment environment;

  @BeforeAll
  static void start() throws Exception {
    run = FaultRun.start(SEED);
    environment = run.environment();
  }

  @AfterAll
  static void stop() throws Exception {
    run.close();
  }

  @BeforeEach
  void startIngestions() throws Exception {
    environment.postgres().thaw();
    for (IngestionProcess ingestion : environment.ingestions()) {
      if (!ingestion.isRunning()) {
        ingestion.start();
      }
    }
    environment.until(
        "both to run", () -> environment.ingestions().stream().allMatch(IngestionProcess::answers));
  }

  @Test
  void endsInTimeWithAnUnresponsiveDatabase() throws Exception {
    environment.postgres().freeze();
    for (IngestionProcess ingestion : environment.ingestions()) {
      ingestion.terminate();
      assertThat(ingestion.isRunning()).isFalse();
    }
  }

  @Test
  void endsInTimeWhileItIsStillMigrating() throws Exception {
    try (Connection migrating = environment.connect()) {
      IngestionProcess ingestion = environment.ingestions().getLast();
      ingestion.kill();
      migrating.setAutoCommit(false);
      try (Statement statement = migrating.createStatement()) {
        statement.execute("lock table flyway_schema_history");
      }
      ingestion.start();
      environment.until(
          "it waits for the lock",
          () -> environment.tables().count("pg_locks where not granted") > 0);
      ingestion.terminate();
      assertThat(ingestion.isRunning()).isFalse();
    }
  }
}
