package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Option;

/** Microbenchmarks of the hot paths beside naive alternatives. Needs no environment. */
public final class MicroBenchmarks implements Benchmark {

  private static final String HEAP = "heap";
  private static final double QUIET_NANOS = 30;

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
  public List<Figure> measure(EnvironmentSettings settings) throws RunnerException {
    return measure(MeasurementEffort.FULL);
  }

  List<Figure> measure(MeasurementEffort measurementEffort) throws RunnerException {
    List<Figure> figures = new ArrayList<>();
    for (BenchmarkCase benchmarkCase : MicroCases.ALL) {
      if (isWanted(benchmarkCase.part())) {
        figures.addAll(JmhRun.figures(benchmarkCase, measurementEffort));
      }
    }
    figures.replaceAll(MicroBenchmarks::withTarget);
    if (isWanted(HEAP)) {
      figures.addAll(HeapPerThreshold.figures(measurementEffort.largest()));
    }
    figures.addAll(Ratios.of(figures));
    return figures;
  }

  private boolean isWanted(String part) {
    return parts.isEmpty() || parts.contains(part);
  }

  private static Figure withTarget(Figure figure) {
    if (figure.name().endsWith("quiet.coinpanel")) {
      return figure.target(QUIET_NANOS);
    }
    return figure.name().endsWith("quiet.coinpanel.allocated") ? figure.target(0) : figure;
  }
}
