package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BurstRunTest {

  @Test
  void measuresBurstsOfSeveralSizesAndWritesAReport() throws IOException {
    BenchRun bench = new BenchRun();
    Report report =
        bench.report(
            "burst",
            "--burst-clients=4",
            "--burst-thresholds=4,100",
            "--burst-rounds=1",
            "--burst-inserts=5");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains(
            "burst.read@4",
            "burst.read@100",
            "burst.durable@100",
            "limit.copy@100",
            "limit.copy.time@100",
            "limit.commit@100");
    assertThat(bench.output()).contains("<= 2.00");
  }
}
