package io.coinpanel.benchmarks.states;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.PositiveCount;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.environment.WatchedSymbols;
import io.coinpanel.benchmarks.load.Pacer;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/**
 * Each of many symbols is traded once a second, and nothing fires: first with plain thresholds
 * only, then with conditions that remember trades, whose states are stored. Then ingestion is
 * killed.
 */
public final class StatesBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int WARMUP_SECONDS = 15;
  private static final double KIBIBYTE = 1024;
  private static final int LOWEST = 900;
  private static final int PRICES = 97;

  @Option(
      names = "--states-subscriptions",
      defaultValue = "100000",
      converter = PositiveCount.class,
      description = "Subscriptions (${DEFAULT-VALUE}).")
  private int subscriptions;

  @Option(
      names = "--states-symbols",
      defaultValue = "500",
      converter = PositiveCount.class,
      description = "Symbols they are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Option(
      names = "--states-seconds",
      defaultValue = "60",
      converter = PositiveCount.class,
      description = "Duration of the measurement (${DEFAULT-VALUE}).")
  private int seconds;

  private enum Kind {
    THRESHOLDS,
    CONDITIONS
  }

  @Override
  public String name() {
    return "states";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      try (BenchmarkEnvironment stage =
          BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
        figures.addAll(measure(kind, stage));
      }
    }
    return figures;
  }

  private List<Figure> measure(Kind kind, BenchmarkEnvironment stage)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
    SeedSubscriptions seedSubscriptions = SeedSubscriptions.of(stage.postgres(), symbols);
    List<String> names = ListedSymbols.await(stage.postgres(), symbols);
    if (kind == Kind.CONDITIONS) {
      seedSubscriptions.addStateful(names, subscriptions);
    } else {
      seedSubscriptions.addUnreachable(names, subscriptions);
    }
    WatchedSymbols watched = new WatchedSymbols(stage, names, seedSubscriptions);
    SeedSubscriptions.awaitActive(stage.postgres(), subscriptions + symbols, TIMEOUT);
    stage.postgres().checkpoint();
    List<Figure> figures = new ArrayList<>(running(kind, stage, ingestion, names));
    ingestion.kill();
    figures.addAll(restarted(kind, stage, watched));
    return figures;
  }

  private List<Figure> running(
      Kind kind, BenchmarkEnvironment stage, ServiceProcess ingestion, List<String> names) {
    trade(stage, names, Math.min(WARMUP_SECONDS, seconds));
    Duration ingestionBefore = ingestion.cpu();
    Duration postgresBefore = stage.postgres().cpu();
    long walBefore = stage.postgres().walBytes();
    trade(stage, names, seconds);
    double wal = (stage.postgres().walBytes() - walBefore) / KIBIBYTE;
    return List.of(
        figure(kind, "cpu", "CPU ms/s", perSecond(ingestion.cpu().minus(ingestionBefore))),
        figure(
            kind,
            "postgres.cpu",
            "CPU ms/s",
            perSecond(stage.postgres().cpu().minus(postgresBefore))),
        figure(kind, "wal", "KiB/s", wal / seconds));
  }

  private void trade(BenchmarkEnvironment stage, List<String> names, int duration) {
    Iterator<Integer> trade = IntStream.range(0, names.size() * duration).iterator();
    Pacer.run(
        (long) names.size() * duration,
        names.size(),
        _ -> {
          int number = trade.next();
          int price = LOWEST + number / names.size() % PRICES;
          stage.simulator().publish(names.get(number % names.size()), Integer.toString(price));
        });
  }

  /** From the start of the process. */
  private List<Figure> restarted(Kind kind, BenchmarkEnvironment stage, WatchedSymbols watched)
      throws IOException, InterruptedException {
    try (ServiceProcess ingestion = stage.startIngestion().awaitReady(TIMEOUT)) {
      double ready = secondsSince(ingestion.startedAt());
      watched.verify(TIMEOUT);
      double watching = secondsSince(ingestion.startedAt());
      return List.of(figure(kind, "ready", "s", ready), figure(kind, "watched", "s", watching));
    }
  }

  private double perSecond(Duration cpu) {
    return cpu.toNanos() / 1e6 / seconds;
  }

  private Figure figure(Kind kind, String what, String unit, double value) {
    String name = "states." + kind.name().toLowerCase(Locale.ROOT) + "." + what;
    return Figure.lower(name, unit, value).at(subscriptions);
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
