package io.coinpanel.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.cli.terminal.Progress;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.cli.terminal.TextStyle;
import io.coinpanel.standalone.runtime.LogFile;
import io.coinpanel.standalone.runtime.ReadinessProbe;
import io.coinpanel.testkit.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoTest {

  @Test
  void printsSampleAlertsAndLeavesNothingBehind(@TempDir Path directory, @TempDir Path logs)
      throws Exception {
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    LogFile log = new LogFile(logs.resolve("demo.log"));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    Terminal terminal = new Terminal(out, TextStyle.PLAIN, out, TextStyle.PLAIN, false);
    Progress progress = new Progress(terminal, InstantSource.system());
    try (Demo demo = Demo.start(0, 0, 1, directory.resolve("postgres"), log, progress)) {
      assertThat(ReadinessProbe.await(demo.port(), Duration.ofSeconds(60))).isTrue();
      try (var _ =
          SampleAlerts.start(URI.create("ws://localhost:" + demo.port() + "/ws"), lines::add)) {
        Eventually.within(
            Duration.ofSeconds(90),
            () -> lines.stream().anyMatch(line -> line.startsWith("NOTIFICATION")));
      }
    }
    assertThat(said.toString())
        .isEqualToIgnoringNewLines(
            """
            Starting Postgres ...
            Starting the simulated exchange ...
            Starting ingestion and the webserver ...
            """);
    assertThat(lines).noneMatch(line -> line.contains("rejected"));
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }
}
