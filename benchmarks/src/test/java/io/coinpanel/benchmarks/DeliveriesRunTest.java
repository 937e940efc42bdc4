package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DeliveriesRunTest {

  @Test
  void measuresDeliveriesBesideAPlainLoop() throws IOException {
    Report report =
        new BenchRun()
            .report(
                "deliveries",
                "--deliveries-destinations=2,3",
                "--deliveries-each=5",
                "--deliveries-rounds=1",
                "--deliveries-down=3",
                "--deliveries-seconds=1");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains(
            "deliveries.rate@2",
            "deliveries.of.loop@3",
            "limit.loop.rate@3",
            "deliveries.idle.cpu",
            "deliveries.down.cpu@3");
  }
}
