package io.coinpanel.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.Machine;
import io.coinpanel.benchmarks.report.Report;
import io.coinpanel.benchmarks.report.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlotCommandTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void drawsWhatWasMeasuredAtSeveralSizesAndNothingElse() throws IOException {
    Path file = directory.resolve("report.json");
    List<Figure> figures =
        List.of(
            Figure.lower("idle.resident", "KiB", 7).at(100),
            Figure.lower("idle.resident", "KiB", 6).at(10_000),
            Figure.lower("latency.p50", "ms", 1));
    Machine machine = new Machine("none", 1, 1, "none", "none");
    ReportFile.write(
        Report.of(machine, "none", Instant.EPOCH, "bench idle", List.of(figures)), file);
    StringWriter said = new StringWriter();

    int code =
        new CommandLine(new PlotCommand())
            .setOut(new PrintWriter(said))
            .execute("--out", directory.resolve("plots").toString(), file.toString());

    assertThat(code).isZero();
    Path drawn = directory.resolve("plots/memory.png");
    assertThat(said.toString().lines()).containsExactly(drawn.toString());
    assertThat(ImageIO.read(drawn.toFile()).getWidth()).isGreaterThan(800);
    try (var plots = Files.list(directory.resolve("plots"))) {
      assertThat(plots).hasSize(1);
    }
  }
}
