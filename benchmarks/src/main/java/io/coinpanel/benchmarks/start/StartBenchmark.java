package io.coinpanel.benchmarks.start;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.environment.WatchedSymbols;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Ingestion starts again on a table full of active subscriptions. They are active when each symbol
 * proves it: one of its subscriptions has been notified of a trade that happened after the start.
 */
public final class StartBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  @Option(
      names = "--start-subscriptions",
      defaultValue = "1000000",
      description = "Subscriptions in the table (${DEFAULT-VALUE}).")
  private int subscriptions;

  @Option(
      names = "--start-symbols",
      defaultValue = "1000",
      description = "Symbols they are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
      WatchedSymbols watched = prepare(stage);
      double firstTime = firstStart(stage);
      return restart(stage, watched, firstTime);
    }
  }

  /** Writes the subscriptions while nobody follows them; an ingestion finds the symbols before. */
  private WatchedSymbols prepare(BenchmarkEnvironment stage)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
    SeedSubscriptions seedSubscriptions = SeedSubscriptions.of(stage.postgres(), symbols);
    List<String> names = ListedSymbols.await(stage.postgres(), symbols);
    ingestion.close();
    seedSubscriptions.addUnreachable(names, subscriptions - symbols);
    WatchedSymbols watched = new WatchedSymbols(stage, names, seedSubscriptions);
    stage.postgres().checkpoint();
    return watched;
  }

  /** Until all new subscriptions are active. */
  private double firstStart(BenchmarkEnvironment stage) throws IOException, InterruptedException {
    try (ServiceProcess ingestion = stage.startIngestion()) {
      SeedSubscriptions.awaitActive(stage.postgres(), subscriptions, TIMEOUT);
      return secondsSince(ingestion.startedAt());
    }
  }

  private List<Figure> restart(BenchmarkEnvironment stage, WatchedSymbols watched, double firstTime)
      throws IOException, InterruptedException {
    stage.postgres().checkpoint();
    try (ServiceProcess ingestion = stage.startIngestion().awaitReady(TIMEOUT)) {
      double ready = secondsSince(ingestion.startedAt());
      watched.verify(TIMEOUT);
      double active = secondsSince(ingestion.startedAt());
      double cpu = ingestion.cpu().toMillis() / 1000.0;
      ingestion.collectGarbage();
      double heap = ingestion.metrics().heapBytes();
      return List.of(
          Figure.lower("start.active", "s", active).target(10),
          Figure.lower("start.ready", "s", ready),
          Figure.lower("start.cpu", "CPU s", cpu),
          Figure.lower("start.heap", "bytes/subscription", heap / subscriptions),
          Figure.lower("start.first.time", "s", firstTime));
    }
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
