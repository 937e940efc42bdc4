package io.coinpanel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Machine MACHINE = new Machine("abacus", 2, 1024, "Linux", "25");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path directory = Path.of("");

  private static Report report(double... values) {
    List<List<Figure>> runs = new ArrayList<>();
    for (double value : values) {
      runs.add(
          List.of(
              Figure.lower("latency.p99", "ms", value).target(8),
              Figure.higher("ingest.rate", "trades/s", value * 1000).at(100_000)));
    }
    return Report.of(MACHINE, "abc", NOON, "bench latency", runs);
  }

  @Test
  void takesTheMedianOfEachFigure() {
    assertThat(report(9, 1, 5).figures()).extracting(Figure::value).containsExactly(5.0, 5000.0);
  }

  @Test
  void survivesARoundTripThroughItsFile() {
    Report report = report(9, 1, 5);
    Path file = directory.resolve("report.json");
    ReportFile.write(report, file);
    assertThat(ReportFile.read(file)).isEqualTo(report);
  }

  @Test
  void printsWhatIsReachedAndWhatIsNot() {
    assertThat(ReportPrinter.report(report(9, 1, 5)))
        .contains("latency.p99", "1.00 to 9.00", "<= 8.00", "reached")
        .contains("ingest.rate@100,000");
    assertThat(ReportPrinter.report(report(9))).contains("missed");
  }

  @Test
  void comparesInTheDirectionThatIsBetter() {
    String comparison = ReportPrinter.comparison(report(4), report(2));
    assertThat(comparison.lines().filter(line -> line.startsWith("latency")))
        .singleElement()
        .asString()
        .endsWith("2.00");
    assertThat(comparison.lines().filter(line -> line.startsWith("ingest")))
        .singleElement()
        .asString()
        .endsWith("0.500");
  }
}
