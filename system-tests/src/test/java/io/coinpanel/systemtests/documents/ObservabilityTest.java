package io.coinpanel.systemtests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class ObservabilityTest {

  private static final String METER = "\\b(coinpanel_[a-z_]+)";
  private static final String ALERTS = "observability/prometheus/alerts.yml";

  @Test
  void dashboardAndAlertsAskForMetersThatThePageNames() throws IOException {
    SortedSet<String> known = MetricNames.documented(Document.of("docs/metrics.md")).series();
    assertThat(known).containsAll(Document.of("observability/grafana/coinpanel.json").all(METER));
    assertThat(known).containsAll(Document.of(ALERTS).all(METER));
  }

  @Test
  void everyAlertIsExplainedAndTested() throws IOException {
    SortedSet<String> alerts = Document.of(ALERTS).all("alert: (\\w+)");
    assertThat(alerts).isNotEmpty();
    assertThat(Document.of("docs/operations.md").all("\n#+ (CoinPanel[A-Z]\\w+)\n"))
        .isEqualTo(alerts);
    assertThat(
            Document.of("observability/prometheus/alerts_test.yml")
                .all("alertname: (\\w+)\n +exp_"))
        .isEqualTo(alerts);
  }
}
