package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BurstRunTest {

  private final BenchRun bench = new BenchRun();

  @Test
  void measuresABurstAndWritesAReport() throws IOException {
    Report report =
        bench.report(
            "burst",
            "--burst-clients=4",
            "--burst-thresholds=100",
            "--burst-rounds=1",
            "--burst-inserts=5");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("burst.durable", "burst.read", "limit.copy", "limit.commit");
    assertThat(bench.output()).contains("<= 2.00");
  }

  @Test
  void measuresBurstsOfSeveralSizes() throws IOException {
    Report report =
        bench.report(
            "burst",
            "--burst-clients=2",
            "--burst-thresholds=2,20",
            "--burst-rounds=1",
            "--burst-inserts=1");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("burst.read@2", "burst.read@20", "burst.durable@20", "limit.copy.time@20");
  }
}
