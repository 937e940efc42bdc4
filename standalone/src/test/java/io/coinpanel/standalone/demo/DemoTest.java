package io.coinpanel.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.standalone.panel.Readiness;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoTest {

  @Test
  void sampleAlertsAreToldWithinTenSecondsAndNothingStays(@TempDir Path directory)
      throws Exception {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    try (Demo demo = Demo.start(0, 0, 1, directory, List.of())) {
      assertThat(Readiness.await(demo.port(), Duration.ofSeconds(60))).isTrue();
      try (SampleAlerts alerts =
          SampleAlerts.start(URI.create("ws://localhost:" + demo.port() + "/ws"), lines::add)) {
        assertThat(alerts).isNotNull();
        Awaitility.await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> lines.stream().anyMatch(line -> line.startsWith("NOTIFICATION")));
      }
    }
    assertThat(lines).noneMatch(line -> line.contains("refused"));
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }
}
