package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure a part, and makes figures of what it found: times are medians of iterations. */
public final class JmhRun {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** A parameter that says what is measured, where that is not the name of the method. */
  private static final String KIND = "kind";

  private JmhRun() {}

  public static List<Figure> figures(
      BenchmarkCase benchmarkCase, MeasurementEffort measurementEffort) throws RunnerException {
    String[] sizes = benchmarkCase.sizes(measurementEffort.largest());
    List<Figure> figures = new ArrayList<>();
    Collection<RunResult> results =
        new Runner(options(benchmarkCase, measurementEffort, sizes).build()).run();
    results.forEach(result -> figures.addAll(figures(benchmarkCase, result)));
    return figures;
  }

  private static ChainedOptionsBuilder options(
      BenchmarkCase benchmarkCase, MeasurementEffort measurementEffort, String[] sizes) {
    TimeValue time = TimeValue.milliseconds(measurementEffort.millis());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmarkCase.include())
            .forks(measurementEffort.forks())
            .warmupIterations(measurementEffort.iterations())
            .warmupTime(time)
            .measurementIterations(measurementEffort.iterations())
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .jvmArgs(
                // Memory that is touched for the first time costs more than what is measured.
                "-Xms4g",
                "-Xmx4g",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseTransparentHugePages",
                "--sun-misc-unsafe-memory-access=allow",
                "-D" + RecordedFrames.PROPERTY + "=" + RecordedFrames.file())
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    benchmarkCase
        .parameters()
        .forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    return sizes.length == 0 ? options : options.param(benchmarkCase.sizeName(), sizes);
  }

  private static List<Figure> figures(BenchmarkCase benchmarkCase, RunResult result) {
    String name = benchmarkCase.name() + "." + way(result);
    double nanos = result.getPrimaryResult().getStatistics().getPercentile(50);
    Figure time = Figure.lower(name, "ns", rounded(nanos));
    Figure allocated = Figure.lower(name + ".allocated", "B", allocated(result));
    if (benchmarkCase.sizes().isEmpty()) {
      return List.of(time, allocated);
    }
    long size = Long.parseLong(result.getParams().getParam(benchmarkCase.sizeName()));
    return List.of(time.at(size), allocated.at(size));
  }

  private static String way(RunResult result) {
    String kind = result.getParams().getParam(KIND);
    return kind == null
        ? kebab(result.getPrimaryResult().getLabel())
        : kind.toLowerCase(Locale.ROOT);
  }

  // What the profiler itself allocates, divided by all operations, is not the benchmark's.
  private static double allocated(RunResult result) {
    Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
    return bytes == null ? 0 : Math.rint(bytes.getScore());
  }

  private static double rounded(double nanos) {
    return Math.rint(nanos * 100) / 100;
  }

  private static String kebab(String method) {
    return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
