package io.coinpanel.benchmarks.latency;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.stream.SlowClientPolicy;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/**
 * Trades at a constant rate, of which some cross one threshold each. Each of those is timed from
 * the moment it was meant to be written to the moment its notification is read.
 */
public final class LatencyBenchmark implements Benchmark {

  private static final double MILLION = 1e6;
  private static final int PENDING_BYTES = 1 << 20;
  private static final int WARMER = 10;

  @Option(
      names = "--latency-rates",
      split = ",",
      defaultValue = "1000",
      paramLabel = "TRADES",
      description = "Trades a second, one after the other (${DEFAULT-VALUE}).")
  private List<Integer> rates = new ArrayList<>();

  @Option(
      names = "--latency-crossings",
      defaultValue = "50",
      description = "How many of them cross a threshold (${DEFAULT-VALUE}).")
  private int crossings;

  @Option(names = "--latency-clients", defaultValue = "100", description = "(${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--latency-symbols",
      defaultValue = "10",
      description =
          "Each client subscribes to each; on half of them prices cross (${DEFAULT-VALUE}).")
  private int symbols;

  @Option(
      names = "--latency-seconds",
      defaultValue = "20",
      description = "Length at each rate (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--latency-warmup",
      defaultValue = "15",
      description = "Seconds before, with ten times the crossings (${DEFAULT-VALUE}).")
  private int warmup;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    SimulatorSettings exchange =
        SimulatorSettings.documented()
            .slowClient(SlowClientPolicy.WAIT)
            .pendingBytes(PENDING_BYTES);
    try (BenchmarkEnvironment stage = BenchmarkEnvironment.open(settings, exchange);
        Traffic traffic = Traffic.open(stage, clients, symbols)) {
      traffic.run(rates.getFirst(), crossings * WARMER, warmup);
      List<Figure> figures = new ArrayList<>();
      for (int rate : rates) {
        figures.addAll(figures(traffic.run(rate, crossings, seconds), rate));
      }
      figures.addAll(DatabaseRoundTrips.measure(stage.postgres().dataSource(), crossings));
      return figures;
    }
  }

  private List<Figure> figures(Traffic.Outcome outcome, int rate) {
    Histogram delays = outcome.delays();
    List<Figure> figures =
        List.of(
            Figure.lower("latency.p50", "ms", delays.getValueAtPercentile(50) / MILLION).target(2),
            Figure.lower("latency.p99", "ms", delays.getValueAtPercentile(99) / MILLION).target(8),
            Figure.lower("latency.p99.9", "ms", delays.getValueAtPercentile(99.9) / MILLION),
            Figure.lower("latency.max", "ms", delays.getMaxValue() / MILLION),
            Figure.lower("latency.mean.to.commit", "ms", outcome.commitMillis()),
            Figure.lower("latency.mean.to.socket", "ms", outcome.deliveryMillis()),
            Figure.higher("latency.trades", "trades/s", outcome.tradesPerSecond()),
            Figure.lower("latency.ingestion.cpu", "cores", outcome.ingestionCores()),
            Figure.lower("latency.webserver.cpu", "cores", outcome.webserverCores()),
            Figure.lower("latency.postgres.cpu", "cores", outcome.postgresCores()));
    return rates.size() == 1 ? figures : figures.stream().map(figure -> figure.at(rate)).toList();
  }
}
