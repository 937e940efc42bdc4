package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConnectRunTest {

  @Test
  void measuresHowLongClientsWaitForTheirWelcome() throws IOException {
    Report report = new BenchRun().report("connect", "--connect-clients=20", "--connect-at-once=3");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("connect.all@20", "connect.p50@20", "connect.p99@20");
  }
}
