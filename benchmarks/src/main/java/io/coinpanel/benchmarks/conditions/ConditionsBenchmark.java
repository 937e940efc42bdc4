package io.coinpanel.benchmarks.conditions;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.micro.BenchmarkCase;
import io.coinpanel.benchmarks.micro.JmhRun;
import io.coinpanel.benchmarks.micro.MeasurementEffort;
import io.coinpanel.benchmarks.micro.Ratios;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.matching.UnreadableStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Option;

/** Subscriptions of every kind in the matcher. Needs no environment. */
public final class ConditionsBenchmark implements Benchmark {

  // There are many, and each needs little to be compiled well.
  private static final MeasurementEffort EFFORT =
      new MeasurementEffort(1, 3, 200, MeasurementEffort.FULL.largest());

  private static final String HEAP = "heap";
  private static final String STATE = "state";
  private static final int SUBSCRIPTIONS = 100_000;
  private static final int SYMBOLS = 500;
  private static final double QUIET_NANOS = 60;
  private static final double RESTING_NANOS = 100_000;

  static final List<BenchmarkCase> CASES =
      List.of(
          new BenchmarkCase(
              "conditions.quiet",
              QuietBenchmark.class,
              ".*",
              Map.of("kind", names(List.of(Kind.values()))),
              "subscriptions",
              List.of(10L, 1000L, 100_000L)),
          new BenchmarkCase(
              "conditions.firing",
              FiringBenchmark.class,
              ".*",
              Map.of("kind", names(Kind.MIXED.kinds())),
              "subscriptions",
              List.of(10L, 100_000L)),
          new BenchmarkCase(
              "conditions.resting",
              RestingBenchmark.class,
              ".*",
              Map.of("kind", names(List.of(Kind.COOLDOWN, Kind.REARM, Kind.HOLD))),
              "subscriptions",
              List.of(10L, 1000L, 100_000L)),
          new BenchmarkCase(
              "conditions.windows",
              WindowsBenchmark.class,
              ".*",
              Map.of("condition", List.of("RISE")),
              "rules",
              List.of(10L, 100L, 1000L)),
          new BenchmarkCase(
              "conditions.windows-move",
              WindowsBenchmark.class,
              "coinpanel",
              Map.of("condition", List.of("MOVE")),
              "rules",
              List.of(10L, 100L, 1000L)));

  @Option(
      names = "--conditions-parts",
      split = ",",
      paramLabel = "PART",
      description = "quiet, firing, resting, windows, windows-move, heap, state; all if not given.")
  private List<String> parts = new ArrayList<>();

  @Override
  public String name() {
    return "conditions";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings)
      throws RunnerException, UnreadableStateException {
    return measure(EFFORT, SYMBOLS, SUBSCRIPTIONS);
  }

  /**
   * Measures all parts that are wanted.
   *
   * @param symbols that subscriptions are divided among, where their state is measured
   * @param subscriptions whose memory and state are measured
   */
  List<Figure> measure(MeasurementEffort effort, int symbols, int subscriptions)
      throws RunnerException, UnreadableStateException {
    List<Figure> figures = new ArrayList<>();
    for (BenchmarkCase benchmarkCase : CASES) {
      if (isWanted(benchmarkCase.part())) {
        figures.addAll(JmhRun.figures(benchmarkCase, effort));
      }
    }
    if (isWanted(HEAP)) {
      figures.addAll(HeapPerSubscription.figures(subscriptions));
    }
    if (isWanted(STATE)) {
      figures.addAll(StateCost.figures(symbols, subscriptions));
    }
    figures.replaceAll(ConditionsBenchmark::withTarget);
    figures.addAll(Ratios.of(figures));
    return figures;
  }

  private boolean isWanted(String part) {
    return parts.isEmpty() || parts.contains(part);
  }

  private static List<String> names(List<Kind> kinds) {
    return kinds.stream().map(Kind::name).toList();
  }

  private static Figure withTarget(Figure figure) {
    String name = figure.name();
    if (name.startsWith("conditions.quiet.") && name.endsWith(".allocated")) {
      return figure.target(0);
    }
    if (name.equals("conditions.quiet.mixed")) {
      return figure.target(QUIET_NANOS);
    }
    boolean isResting = name.startsWith("conditions.resting.") && !name.endsWith(".allocated");
    return isResting ? figure.target(RESTING_NANOS) : figure;
  }
}
