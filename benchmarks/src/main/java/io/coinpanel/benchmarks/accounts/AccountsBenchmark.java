package io.coinpanel.benchmarks.accounts;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.PositiveCount;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.load.OpenFileLimit;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Sockets and event streams of accounts, and a start with many accounts. */
public final class AccountsBenchmark implements Benchmark {

  @Option(
      names = "--accounts-connected",
      defaultValue = "2000",
      converter = PositiveCount.class,
      description = "Accounts that share the sockets, and then the streams (${DEFAULT-VALUE}).")
  private int connected;

  @Option(
      names = "--accounts-readers",
      defaultValue = "10000",
      converter = PositiveCount.class,
      description = "Sockets, and then event streams (${DEFAULT-VALUE}).")
  private int readers;

  @Option(
      names = "--accounts-idle-seconds",
      defaultValue = "60",
      converter = PositiveCount.class,
      description = "How long they are idle before memory is read (${DEFAULT-VALUE}).")
  private int idleSeconds;

  @Option(
      names = "--accounts-trades",
      defaultValue = "5",
      converter = PositiveCount.class,
      description = "Trades that each cross an alert of every account (${DEFAULT-VALUE}).")
  private int trades;

  @Option(
      names = "--accounts-stored",
      defaultValue = "100000",
      converter = PositiveCount.class,
      description = "Accounts in the tables at a start (${DEFAULT-VALUE}).")
  private int stored;

  @Option(
      names = "--accounts-alerts",
      defaultValue = "10",
      converter = PositiveCount.class,
      description = "Alerts of each of them (${DEFAULT-VALUE}).")
  private int alerts;

  @Option(
      names = "--accounts-symbols",
      defaultValue = "50",
      converter = PositiveCount.class,
      description = "Symbols these are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (BenchmarkEnvironment stage = open(settings)) {
      Crossings crossings = Crossings.prepare(stage, connected, trades);
      figures.addAll(new AccountSockets(stage, crossings, load()).measure());
      figures.addAll(new AccountStreams(stage, crossings, load()).measure());
    }
    try (BenchmarkEnvironment stage = open(settings)) {
      figures.addAll(new AccountStart(stage, stored, alerts, symbols).measure());
    }
    return figures;
  }

  private static BenchmarkEnvironment open(EnvironmentSettings settings) throws Exception {
    return BenchmarkEnvironment.open(settings, SimulatorSettings.documented());
  }

  private ReaderLoad load() {
    return new ReaderLoad(
        OpenFileLimit.clients(readers), connected, Duration.ofSeconds(idleSeconds));
  }
}
