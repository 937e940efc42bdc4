package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedAccounts;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.ArrivalCounter;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Trades that each cross one alert of every account, and what each of their readers gets. */
final class Crossings {

  private static final String LOW = "999";
  private static final int THRESHOLD = 1000;
  private static final String HIGH = "1001";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  // Confirmations and cursors follow after the notifications; they are part of the cost.
  private static final Duration SETTLE_TIME = Duration.ofSeconds(2);

  private final BenchmarkEnvironment stage;
  private final String symbol;
  private final int trades;

  private Crossings(BenchmarkEnvironment stage, String symbol, int trades) {
    this.stage = stage;
    this.symbol = symbol;
    this.trades = trades;
  }

  /** Starts an ingestion, which watches an alert of each of so many new accounts. */
  static Crossings prepare(BenchmarkEnvironment stage, int accounts, int trades)
      throws IOException, InterruptedException {
    var _ = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
    List<String> symbols = ListedSymbols.await(stage.postgres(), 1);
    SeedAccounts.of(stage.postgres(), accounts).addAlerts(symbols, 1, THRESHOLD);
    SeedSubscriptions.awaitActive(stage.postgres(), accounts, TIMEOUT);
    stage.postgres().checkpoint();
    return new Crossings(stage, symbols.getFirst(), trades);
  }

  private record Crossing(double seconds, CpuReading cpu) {}

  /** Fails unless each reader gets exactly one notification of each trade. */
  List<Figure> measure(String name, int readers, ServiceProcess webserver, ArrivalCounter arrivals)
      throws InterruptedException {
    List<Crossing> crossings = new ArrayList<>();
    for (int trade = 1; trade <= trades; trade++) {
      crossings.add(cross(webserver, arrivals, (long) trade * readers));
    }
    return List.of(
        Figure.lower(name + ".notified.first", "s", crossings.getFirst().seconds()).at(readers),
        median(name + ".notified", "s", crossings, Crossing::seconds).at(readers),
        median(
                name + ".notified.webserver.cpu",
                "CPU s",
                crossings,
                crossing -> crossing.cpu().serviceSeconds())
            .at(readers),
        median(
                name + ".notified.postgres.cpu",
                "CPU s",
                crossings,
                crossing -> crossing.cpu().postgresSeconds())
            .at(readers));
  }

  private Crossing cross(ServiceProcess webserver, ArrivalCounter arrivals, long expected)
      throws InterruptedException {
    stage.simulator().publish(symbol, LOW);
    Thread.sleep(SETTLE_TIME);
    CpuReading before = CpuReading.of(stage, webserver);
    long began = System.nanoTime();
    stage.simulator().publish(symbol, HIGH);
    arrivals.await(expected, TIMEOUT);
    double seconds = (arrivals.lastAt() - began) / 1e9;
    Thread.sleep(SETTLE_TIME);
    if (arrivals.count() != expected) {
      throw new IllegalStateException(
          arrivals.count() + " notifications have come, not " + expected);
    }
    return new Crossing(seconds, CpuReading.of(stage, webserver).since(before));
  }

  private static Figure median(
      String name, String unit, List<Crossing> crossings, ToDoubleFunction<Crossing> value) {
    double[] sorted = crossings.stream().mapToDouble(value).sorted().toArray();
    return Figure.lower(name, unit, sorted[(sorted.length - 1) / 2]);
  }
}
