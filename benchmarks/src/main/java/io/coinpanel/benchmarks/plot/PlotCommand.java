package io.coinpanel.benchmarks.plot;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code bench plot}. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Draws what reports have at several sizes.")
public final class PlotCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--out",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "Where the pictures go (${DEFAULT-VALUE}).")
  private Path out = Path.of(".");

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Reports of bench --out.")
  private List<Path> reports = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    // There may be no display, and none is needed.
    System.setProperty("java.awt.headless", "true");
    List<Figure> figures =
        reports.stream().flatMap(file -> ReportFile.read(file).figures().stream()).toList();
    Files.createDirectories(out);
    for (Plot plot : Plot.ALL) {
      PlotRenderer plotRenderer = new PlotRenderer(plot, figures);
      if (plotRenderer.isWorthwhile()) {
        Path file = plotRenderer.save(out);
        Objects.requireNonNull(spec).commandLine().getOut().println(file);
      }
    }
    return ExitCode.OK;
  }
}
