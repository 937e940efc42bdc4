package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.Oracle;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The end of a sequence: everything has caught up, and what must hold is looked at. */
final class Convergence {

  // What was still to be skipped or held back belongs to the sequence.
  private static final int LAST_TRADES = 50;

  private final FaultEnvironment faultEnvironment;
  private final Oracle oracle;
  private final TableComparison tableComparison;
  private final RuleComparison ruleComparison;

  Convergence(FaultEnvironment faultEnvironment, Oracle oracle, RuleOracle rules) {
    this.faultEnvironment = faultEnvironment;
    this.oracle = oracle;
    this.tableComparison = new TableComparison(oracle, rules);
    this.ruleComparison = new RuleComparison(rules);
  }

  /** Ends all faults and waits until ingestion has processed each symbol's last trade. */
  void converge() throws Exception {
    faultEnvironment.endAll();
    for (int i = 0; i < LAST_TRADES; i++) {
      faultEnvironment.publisher().next();
    }
    faultEnvironment.publisher().extremes();
    faultEnvironment.untilCaughtUp();
    untilNoneIsOverdue();
    faultEnvironment.untilCaughtUp();
    faultEnvironment.until(
        "exactly one leader",
        () -> faultEnvironment.ingestions().stream().filter(IngestionProcess::leads).count() == 1);
  }

  /** Trades go on meanwhile: a hold that expired while it lasted is finished by its proof. */
  private void untilNoneIsOverdue() {
    faultEnvironment.until(
        "every expired subscription is finished",
        () -> {
          boolean isDone = faultEnvironment.tables().overdue() == 0;
          if (!isDone) {
            faultEnvironment.publisher().next();
          }
          return isDone;
        });
  }

  /** Fails with everything that is not as it must be. */
  void check(List<Fault> faults) throws SQLException, IOException {
    try (Connection connection = faultEnvironment.postgres().superuser()) {
      tableComparison.compare(connection);
      ruleComparison.compare(connection);
    }
    oracle.settled();
    if (!faultEnvironment.exchange().violations().isEmpty()) {
      throw new AssertionError(
          "limits of the exchange broken: " + faultEnvironment.exchange().violations());
    }
    List<String> errors = new ArrayList<>();
    for (IngestionProcess ingestion : faultEnvironment.ingestions()) {
      ingestion.requireAlive();
      errors.addAll(ingestion.errors());
    }
    if (!errors.isEmpty() && faults.stream().noneMatch(Fault::explainsErrors)) {
      throw new AssertionError("errors logged: " + errors);
    }
  }

  long rows() {
    return tableComparison.rows() + ruleComparison.rows();
  }

  /** Those of conditions other than plain thresholds. */
  long ruleRows() {
    return ruleComparison.rows();
  }
}
