package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.stage.StageSettings;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Option;

/**
 * The hot paths alone: each beside what one would write without thinking of speed, in the same run.
 * It needs no stage.
 */
public final class MicroBenchmarks implements Benchmark {

  private static final String HEAP = "heap";

  @Option(
      names = "--micro-parts",
      split = ",",
      paramLabel = "PART",
      description =
          "frame, price, sequence, notification, quiet, crossing-1, crossing-1000, change,"
              + " match-quiet, match-1, heap; all if not given.")
  private List<String> parts = new ArrayList<>();

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public List<Figure> measure(StageSettings settings) throws RunnerException {
    return measure(Effort.FULL);
  }

  List<Figure> measure(Effort effort) throws RunnerException {
    List<Figure> figures = new ArrayList<>();
    for (Part part : Part.ALL) {
      if (isWanted(part.name())) {
        figures.addAll(PartRun.figures(part, effort));
      }
    }
    if (isWanted(HEAP)) {
      figures.addAll(HeapPerThreshold.figures(effort.largest()));
    }
    figures.addAll(Ratios.of(figures));
    return figures;
  }

  private boolean isWanted(String part) {
    return parts.isEmpty() || parts.contains(part);
  }
}
