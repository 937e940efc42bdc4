package io.coinpanel.benchmarks.connect;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.Count;
import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.OpenFiles;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.stage.ServiceProcess;
import io.coinpanel.benchmarks.stage.Stage;
import io.coinpanel.benchmarks.stage.StageSettings;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/**
 * Clients that connect to a webserver that has just started, some at once: the next opens its
 * socket when one has read its welcome.
 */
public final class ConnectBenchmark implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double MILLION = 1e6;
  private static final int DIGITS = 3;

  @Option(
      names = "--connect-clients",
      defaultValue = "5000",
      converter = Count.class,
      description = "Clients that connect (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--connect-at-once",
      defaultValue = "100",
      converter = Count.class,
      description = "How many of them have no welcome yet at any time (${DEFAULT-VALUE}).")
  private int atOnce;

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public List<Figure> measure(StageSettings settings) throws Exception {
    try (Stage stage = Stage.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver = stage.startWebserver().awaitReady(Stage.PATIENCE);
      var _ = ingestion.awaitReady(Stage.PATIENCE);
      try (Crowd crowd = new Crowd(Stage.socketOf(webserver))) {
        return connect(webserver, crowd, OpenFiles.clients(clients));
      }
    }
  }

  private List<Figure> connect(ServiceProcess webserver, Crowd crowd, int count)
      throws InterruptedException {
    Duration cpuBefore = webserver.cpu();
    long began = System.nanoTime();
    crowd.grow(count, atOnce, PATIENCE);
    Duration cpu = webserver.cpu().minus(cpuBefore);
    long ended = crowd.clients().stream().mapToLong(Client::welcomedAt).max().orElseThrow();
    Histogram welcomes = new Histogram(DIGITS);
    crowd.clients().forEach(client -> welcomes.recordValue(client.welcomeNanos()));
    return List.of(
        Figure.lower("connect.all", "s", (ended - began) / 1e9).at(count),
        Figure.lower("connect.p50", "ms", welcomes.getValueAtPercentile(50) / MILLION).at(count),
        Figure.lower("connect.p99", "ms", welcomes.getValueAtPercentile(99) / MILLION).at(count),
        Figure.lower("connect.max", "ms", welcomes.getMaxValue() / MILLION).at(count),
        Figure.lower("connect.webserver.cpu", "CPU s", cpu.toMillis() / 1000.0).at(count));
  }
}
