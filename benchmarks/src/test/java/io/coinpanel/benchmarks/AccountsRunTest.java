package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AccountsRunTest {

  @Test
  void measuresSocketsStreamsAndStartsOfAccounts() throws IOException {
    Report report =
        new BenchRun()
            .report(
                "accounts",
                "--accounts-connected=3",
                "--accounts-readers=7",
                "--accounts-idle-seconds=1",
                "--accounts-trades=2",
                "--accounts-stored=5",
                "--accounts-alerts=4",
                "--accounts-symbols=2");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains(
            "accounts.socket.authenticated@7",
            "accounts.socket.notified@7",
            "accounts.stream.open@7",
            "accounts.stream.threads@7",
            "accounts.stream.notified@7",
            "accounts.start.active@5",
            "accounts.start.webserver.ready@5");
  }
}
