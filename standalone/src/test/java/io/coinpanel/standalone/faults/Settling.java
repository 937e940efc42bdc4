package io.coinpanel.standalone.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The end of a sequence: everything has caught up, and what must hold is looked at. */
final class Settling {

  // What was still to be skipped or held back belongs to the sequence.
  private static final int LAST_TRADES = 50;

  private final Stage stage;
  private final Oracle oracle;
  private final Comparison comparison;

  Settling(Stage stage, Oracle oracle) {
    this.stage = stage;
    this.oracle = oracle;
    this.comparison = new Comparison(oracle);
  }

  /** Ends every fault and waits until ingestion stands at each symbol's last trade. */
  void settle() throws Exception {
    stage.endAll();
    for (int i = 0; i < LAST_TRADES; i++) {
      stage.publisher().next();
    }
    stage.publisher().extremes();
    stage.untilCaughtUp();
    stage.until("every expired subscription is finished", () -> stage.tables().overdue() == 0);
    stage.until(
        "exactly one leader",
        () -> stage.ingestions().stream().filter(IngestionProcess::leads).count() == 1);
  }

  /** Fails with everything that is not as it must be. */
  void check(List<Fault> faults) throws SQLException, IOException {
    try (Connection connection = stage.postgres().superuser()) {
      comparison.compare(connection);
    }
    oracle.settled();
    if (!stage.exchange().violations().isEmpty()) {
      throw new AssertionError("limits of the exchange broken: " + stage.exchange().violations());
    }
    List<String> errors = new ArrayList<>();
    for (IngestionProcess ingestion : stage.ingestions()) {
      ingestion.requireAlive();
      errors.addAll(ingestion.errors());
    }
    if (!errors.isEmpty() && faults.stream().noneMatch(Fault::explainsErrors)) {
      throw new AssertionError("errors logged: " + errors);
    }
  }

  long rows() {
    return comparison.rows();
  }
}
