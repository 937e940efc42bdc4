package io.coinpanel.ingestion;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh exchange, database and ingestion per test. */
abstract class IngestionScenarioTest {

  private final String[] settings;

  final JumpingClock clock = new JumpingClock();
  Simulator exchange;
  TestDatabase database;
  IngestionTables rows;
  TestIngestion ingestion;

  /** With these settings of ingestion. */
  IngestionScenarioTest(String... settings) {
    this.settings = settings;
  }

  @BeforeEach
  void start() throws IOException, SQLException {
    exchange = Simulator.start(SimulatorSettings.documented().symbols(50));
    database = TestDatabase.migrated();
    rows = new IngestionTables(database);
    ingestion = TestIngestion.start(clock, database, exchange, settings);
  }

  @AfterEach
  void stop() throws SQLException {
    ingestion.close();
    rows.close();
    database.close();
    exchange.close();
  }
}
