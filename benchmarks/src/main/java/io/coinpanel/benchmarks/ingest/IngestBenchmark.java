package io.coinpanel.benchmarks.ingest;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.MetricsSnapshot;
import io.coinpanel.benchmarks.environment.PeerProcess;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.simulator.stream.SlowClientPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * Ingestion throughput for trades that cross nothing, with many distant thresholds, compared with
 * other readers of the same stream.
 */
public final class IngestBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int PENDING_BYTES = 4 << 20;
  private static final String QUOTE = "USDT";
  private static final List<String> BASES =
      List.of("BTC", "ETH", "BNB", "SOL", "XRP", "DOGE", "ADA", "TRX", "AVAX", "LINK");

  @Option(
      names = "--ingest-thresholds",
      defaultValue = "100000",
      description = "Thresholds out of reach (${DEFAULT-VALUE}).")
  private int thresholds;

  @Option(
      names = "--ingest-seconds",
      defaultValue = "15",
      description = "Length for each reader (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--ingest-warmup",
      defaultValue = "8",
      description = "Seconds of warm-up (${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--ingest-peers",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether other readers are measured too (${DEFAULT-VALUE}).")
  private boolean peers;

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    SimulatorSettings exchange =
        SimulatorSettings.documented()
            .slowClient(SlowClientPolicy.WAIT)
            .pendingBytes(PENDING_BYTES);
    try (BenchmarkEnvironment stage = BenchmarkEnvironment.open(settings, exchange)) {
      List<Figure> figures = new ArrayList<>(ingestion(stage));
      if (peers) {
        String streams = symbols().map(name -> name + "@trade").collect(Collectors.joining("/"));
        Simulator simulator = stage.simulator();
        figures.addAll(
            peer(
                stage,
                "jdk",
                JdkReader.class,
                List.of(simulator.webSocketUri() + "/stream?streams=" + streams)));
        List<String> arguments =
            new ArrayList<>(
                List.of(simulator.webSocketUri().toString(), simulator.restUri().toString()));
        BASES.forEach(base -> arguments.add(base + "/" + QUOTE));
        figures.addAll(peer(stage, "xchange", XchangeReader.class, arguments));
      }
      return figures;
    }
  }

  private static Stream<String> symbols() {
    return BASES.stream().map(base -> (base + QUOTE).toLowerCase(Locale.ROOT));
  }

  private StreamStopwatch stopwatch(BenchmarkEnvironment stage) {
    return new StreamStopwatch(
        stage.simulator(), Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
  }

  private List<Figure> ingestion(BenchmarkEnvironment stage)
      throws IOException, InterruptedException {
    String[] names = symbols().toArray(String[]::new);
    try (ServiceProcess ingestion =
        stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT)) {
      SeedSubscriptions seedSubscriptions = SeedSubscriptions.of(stage.postgres(), names.length);
      seedSubscriptions.addUnreachable(Arrays.asList(names), thresholds);
      SeedSubscriptions.awaitActive(stage.postgres(), thresholds, TIMEOUT);
      StreamMeasurement streamMeasurement = stopwatch(stage).read(names, ingestion::cpu);
      double behind = caughtUp(stage.simulator(), ingestion);
      checkOnce(ingestion);
      ingestion.collectGarbage();
      return List.of(
          Figure.higher("ingest.rate", "trades/s", streamMeasurement.perSecond()).target(300_000),
          Figure.lower("ingest.cpu", "CPU s/million", streamMeasurement.cpuPerMillion()).target(2),
          Figure.lower("ingest.behind", "s", behind),
          Figure.lower("ingest.heap", "MiB", ingestion.metrics().heapBytes() / (1 << 20)),
          Figure.lower("ingest.exchange.cpu", "cores", streamMeasurement.exchangeCores()));
    }
  }

  /** Seconds until every trade sent was judged; fails if one was not. */
  private static double caughtUp(Simulator exchange, ServiceProcess ingestion)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    long sent = exchange.framesSent();
    while (ingestion.metrics().sum("coinpanel_feed_trades_total") < sent) {
      if (System.nanoTime() - began > TIMEOUT.toNanos()) {
        throw new IllegalStateException("of " + sent + " trades some were not read");
      }
      Thread.sleep(10);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Duplicates or backfilled trades would distort the count. */
  private static void checkOnce(ServiceProcess ingestion) throws IOException, InterruptedException {
    MetricsSnapshot metricsSnapshot = ingestion.metrics();
    double twice = metricsSnapshot.sum("coinpanel_feed_duplicates_total");
    double gaps = metricsSnapshot.sum("coinpanel_feed_gaps_total");
    if (twice > 0 || gaps > 0) {
      throw new IllegalStateException(twice + " trades came twice, there were gaps: " + gaps);
    }
  }

  private List<Figure> peer(
      BenchmarkEnvironment stage, String name, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    try (PeerProcess peer = PeerProcess.start(main, arguments)) {
      awaitConnection(stage.simulator(), peer);
      StreamMeasurement streamMeasurement =
          stopwatch(stage).read(symbols().toArray(String[]::new), peer::cpu);
      return List.of(
          Figure.higher("peer." + name + ".rate", "trades/s", streamMeasurement.perSecond()),
          Figure.lower("peer." + name + ".cpu", "CPU s/million", streamMeasurement.cpuPerMillion()),
          Figure.lower(
              "peer." + name + ".exchange.cpu", "cores", streamMeasurement.exchangeCores()));
    }
  }

  private static void awaitConnection(Simulator exchange, PeerProcess peer)
      throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (exchange.connections().stream().allMatch(view -> view.streams().size() < BASES.size())) {
      if (!peer.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the reader makes no progress");
      }
      Thread.sleep(20);
    }
  }
}
