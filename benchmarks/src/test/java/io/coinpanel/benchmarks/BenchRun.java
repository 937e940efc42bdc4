package io.coinpanel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Report;
import io.coinpanel.benchmarks.report.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs of the command at sizes at which nothing is measured: that it does what it says. */
final class BenchRun {

  // A service that lives for seconds is not worth compiling well.
  private static final String QUICK = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final StringWriter output = new StringWriter();

  /** Returns the exit code. */
  int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--ingestion-java", QUICK, "--webserver-java", QUICK));
    CommandLine line = BenchCommand.commandLine();
    return line.setOut(new PrintWriter(output))
        .setErr(new PrintWriter(output))
        .execute(all.toArray(String[]::new));
  }

  /** The report of a run that succeeds. */
  Report report(String... arguments) throws IOException {
    Path file = Files.createTempFile("report", ".json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", file.toString()));
    assertThat(run(all.toArray(String[]::new))).as(output::toString).isZero();
    Report report = ReportFile.read(file);
    Files.delete(file);
    assertThat(report.figures()).allMatch(figure -> figure.value() >= 0);
    return report;
  }

  /** What was printed. */
  String output() {
    return output.toString();
  }
}
