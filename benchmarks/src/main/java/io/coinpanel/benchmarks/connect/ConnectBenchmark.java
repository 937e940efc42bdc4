package io.coinpanel.benchmarks.connect;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.PositiveCount;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.OpenFileLimit;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/** Clients that connect to a freshly started webserver with bounded concurrency. */
public final class ConnectBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final double MILLION = 1e6;
  private static final int DIGITS = 3;

  @Option(
      names = "--connect-clients",
      defaultValue = "5000",
      converter = PositiveCount.class,
      description = "Clients that connect (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--connect-at-once",
      defaultValue = "100",
      converter = PositiveCount.class,
      description = "Concurrent connection attempts (${DEFAULT-VALUE}).")
  private int atOnce;

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
      var _ = ingestion.awaitReady(BenchmarkEnvironment.TIMEOUT);
      try (LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver))) {
        return connect(webserver, loadClients, OpenFileLimit.clients(clients));
      }
    }
  }

  private List<Figure> connect(ServiceProcess webserver, LoadClients loadClients, int count)
      throws InterruptedException {
    Duration cpuBefore = webserver.cpu();
    long began = System.nanoTime();
    loadClients.connectUpTo(count, atOnce, TIMEOUT);
    Duration cpu = webserver.cpu().minus(cpuBefore);
    long ended =
        loadClients.clients().stream().mapToLong(LoadClient::welcomedAt).max().orElseThrow();
    Histogram welcomes = new Histogram(DIGITS);
    loadClients.clients().forEach(client -> welcomes.recordValue(client.welcomeNanos()));
    return List.of(
        Figure.lower("connect.all", "s", (ended - began) / 1e9).at(count),
        Figure.lower("connect.p50", "ms", welcomes.getValueAtPercentile(50) / MILLION).at(count),
        Figure.lower("connect.p99", "ms", welcomes.getValueAtPercentile(99) / MILLION).at(count),
        Figure.lower("connect.max", "ms", welcomes.getMaxValue() / MILLION).at(count),
        Figure.lower("connect.webserver.cpu", "CPU s", cpu.toMillis() / 1000.0).at(count));
  }
}
