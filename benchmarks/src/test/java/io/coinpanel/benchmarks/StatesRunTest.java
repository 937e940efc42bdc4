package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StatesRunTest {

  @Test
  void measuresStatesBesideThresholds() throws IOException {
    Report report =
        new BenchRun()
            .report(
                "states", "--states-subscriptions=22", "--states-symbols=2", "--states-seconds=1");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains(
            "states.thresholds.cpu@22", "states.conditions.wal@22", "states.conditions.watched@22");
  }
}
