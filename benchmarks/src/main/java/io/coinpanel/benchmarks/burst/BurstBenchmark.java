package io.coinpanel.benchmarks.burst;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Option;

/**
 * One trade crosses every threshold of many clients, repeatedly. After each burst the same rows are
 * copied into an identical table as the baseline of Postgres alone.
 */
public final class BurstBenchmark implements Benchmark {

  private static final double NANOS = 1e9;

  /** With fewer, end-to-end latency dominates the rows. */
  private static final int LARGE = 100_000;

  @Option(
      names = "--burst-thresholds",
      split = ",",
      defaultValue = "100000",
      paramLabel = "THRESHOLDS",
      description =
          "Numbers of thresholds crossed by one trade, measured separately (${DEFAULT-VALUE}).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--burst-clients",
      defaultValue = "1000",
      description = "Clients that share them (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--burst-rounds",
      defaultValue = "5",
      description = "Bursts in a run; the first is reported separately (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--burst-inserts",
      defaultValue = "1000",
      description = "Single rows inserted for scale (${DEFAULT-VALUE}).")
  private int inserts;

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (int thresholds : sizes) {
      figures.addAll(named(measure(settings, thresholds), thresholds, sizes.size()));
    }
    return figures;
  }

  /** With their size only where there are several. */
  static List<Figure> named(List<Figure> figures, int thresholds, int sizes) {
    return sizes == 1 ? figures : figures.stream().map(figure -> figure.at(thresholds)).toList();
  }

  private List<Figure> measure(EnvironmentSettings settings, int thresholds) throws Exception {
    try (BenchmarkEnvironment stage =
            BenchmarkEnvironment.open(settings, SimulatorSettings.documented());
        BurstClients burstClients = BurstClients.connect(stage, clients, thresholds)) {
      CopyBaseline bare = CopyBaseline.of(stage.postgres().dataSource());
      List<BurstResult> bursts = new ArrayList<>();
      List<Long> copies = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        BurstResult burst = burstClients.burst();
        bursts.add(burst);
        copies.add(bare.copy(burst.tradeId()));
      }
      return figures(thresholds, bursts, copies, bare.insert(inserts));
    }
  }

  private List<Figure> figures(
      int thresholds, List<BurstResult> bursts, List<Long> copies, long inserting) {
    double durable = median(bursts, burst -> seconds(burst.durable()));
    double read = median(bursts, burst -> seconds(burst.read()));
    double copy = median(copies, nanos -> nanos / NANOS);
    Figure durableOfCopy = Figure.higher("burst.durable.of.copy", "of COPY's rate", copy / durable);
    return List.of(
        Figure.lower("burst.first", "s", seconds(bursts.getFirst().read())),
        Figure.lower("burst.durable", "s", durable),
        Figure.lower("burst.read", "s", read).target(2),
        thresholds < LARGE ? durableOfCopy : durableOfCopy.target(0.5),
        Figure.higher("burst.read.of.copy", "of COPY's rate", copy / read),
        Figure.higher("burst.rate", "notifications/s", thresholds / Math.max(durable, read)),
        perMillion("burst.ingestion.cpu", thresholds, bursts, BurstResult::ingestion),
        perMillion("burst.webserver.cpu", thresholds, bursts, BurstResult::webserver),
        perMillion("burst.postgres.cpu", thresholds, bursts, BurstResult::postgres),
        Figure.lower("limit.copy.time", "s", copy),
        Figure.higher("limit.copy", "rows/s", thresholds / copy),
        Figure.higher("limit.insert", "rows/s", inserts / (inserting / NANOS)),
        Figure.lower("limit.commit", "ms", inserting / NANOS / inserts * 1000));
  }

  private static Figure perMillion(
      String name, int thresholds, List<BurstResult> bursts, Function<BurstResult, Duration> cpu) {
    double spent = median(bursts, burst -> seconds(cpu.apply(burst)));
    return Figure.lower(name, "CPU s/million", spent / thresholds * 1e6);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  private static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
    double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }
}
