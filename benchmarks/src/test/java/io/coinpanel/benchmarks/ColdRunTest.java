package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ColdRunTest {

  @Test
  void measuresColdStart() throws IOException {
    Report report =
        new BenchRun()
            .report("cold", "--cold-clients=3", "--cold-subscriptions=20", "--cold-symbols=2");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("cold.active", "cold.notification", "cold.subscribed@20", "cold.all.active@20");
  }
}
