package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Report;
import io.coinpanel.benchmarks.report.ReportFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The harness at sizes at which nothing is measured: that it does what it says, not how fast. */
class BenchCommandTest {

  // A service that lives for seconds is not worth compiling well.
  private static final String QUICK = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  @TempDir private Path directory = Path.of("");

  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--ingestion-java", QUICK, "--webserver-java", QUICK));
    CommandLine line = BenchCommand.commandLine();
    return line.setOut(new PrintWriter(said))
        .setErr(new PrintWriter(said))
        .execute(all.toArray(String[]::new));
  }

  /** What a run that succeeds has written down. */
  private Report report(String... arguments) {
    Path file = directory.resolve("report.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", file.toString()));
    assertThat(run(all.toArray(String[]::new))).as(said::toString).isZero();
    return ReportFile.read(file);
  }

  @Test
  void measuresABurstAndWritesAReport() {
    Report report =
        report(
            "burst",
            "--burst-clients=4",
            "--burst-thresholds=100",
            "--burst-rounds=1",
            "--burst-inserts=5");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("burst.durable", "burst.read", "limit.copy", "limit.commit");
    assertThat(report.figures()).allMatch(figure -> figure.value() >= 0);
    assertThat(said.toString()).contains("<= 2.00");
  }

  @Test
  void measuresBurstsOfSeveralSizes() {
    Report report =
        report(
            "burst",
            "--burst-clients=2",
            "--burst-thresholds=2,20",
            "--burst-rounds=1",
            "--burst-inserts=1");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("burst.read@2", "burst.read@20", "burst.durable@20", "limit.copy.time@20");
  }

  @Test
  void measuresHowLongClientsWaitForTheirWelcome() {
    Report report = report("connect", "--connect-clients=20", "--connect-at-once=3");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("connect.all@20", "connect.p50@20", "connect.p99@20");
    assertThat(report.figures()).allMatch(figure -> figure.value() >= 0);
  }

  @Test
  void measuresColdStart() {
    Report report =
        report("cold", "--cold-clients=3", "--cold-subscriptions=20", "--cold-symbols=2");
    assertThat(report.figures())
        .extracting(Figure::key)
        .contains("cold.active", "cold.notification", "cold.subscribed@20", "cold.all.active@20");
    assertThat(report.figures()).allMatch(figure -> figure.value() >= 0);
  }

  @Test
  void rejectsInvalidSizes() {
    for (String size :
        List.of("--connect-clients=0", "--connect-at-once=-1", "--cold-clients=many")) {
      assertThat(run("connect", size)).as(size).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(said.toString())
          .contains("'" + size.replaceFirst(".*=", "") + "' is not a whole number from 1 to");
    }
    assertThat(run("cold", "--cold-subscriptions=1000001")).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void rejectsAnUnknownBenchmark() {
    assertThat(run("patience")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(said.toString()).contains("There is no benchmark 'patience'");
  }
}
