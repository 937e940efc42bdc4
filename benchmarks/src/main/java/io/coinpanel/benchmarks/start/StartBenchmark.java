package io.coinpanel.benchmarks.start;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.SeedSubscriptions;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Option;

/**
 * Ingestion starts again on a table full of active subscriptions. They are active when each symbol
 * proves it: one of its subscriptions has been notified of a trade that happened after the start.
 */
public final class StartBenchmark implements Benchmark {

  private static final int THRESHOLD = 1000;
  private static final String LOW = "999";
  private static final String HIGH = "1001";
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

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
      List<String> names = prepare(stage);
      double firstTime = firstStart(stage);
      return restart(stage, names, firstTime);
    }
  }

  /** Writes the subscriptions while nobody follows them; an ingestion finds the symbols before. */
  private List<String> prepare(BenchmarkEnvironment stage)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion().awaitReady(BenchmarkEnvironment.TIMEOUT);
    SeedSubscriptions seedSubscriptions = SeedSubscriptions.of(stage.postgres(), symbols);
    List<String> names = ListedSymbols.await(stage.postgres(), symbols);
    ingestion.close();
    seedSubscriptions.addUnreachable(names, subscriptions - symbols);
    seedSubscriptions.addReachable(names, THRESHOLD);
    stage.postgres().checkpoint();
    return names;
  }

  /** Until all new subscriptions are active. */
  private double firstStart(BenchmarkEnvironment stage) throws IOException, InterruptedException {
    try (ServiceProcess ingestion = stage.startIngestion()) {
      SeedSubscriptions.awaitActive(stage.postgres(), subscriptions, TIMEOUT);
      return secondsSince(ingestion.startedAt());
    }
  }

  private List<Figure> restart(BenchmarkEnvironment stage, List<String> names, double firstTime)
      throws IOException, InterruptedException {
    stage.postgres().checkpoint();
    try (ServiceProcess ingestion = stage.startIngestion().awaitReady(TIMEOUT)) {
      double ready = secondsSince(ingestion.startedAt());
      verifyActive(stage, names);
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

  /** Crosses one threshold on each symbol, and waits until each has its row. */
  private static void verifyActive(BenchmarkEnvironment stage, List<String> names)
      throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    JdbcClient database = JdbcClient.create(stage.postgres().dataSource());
    for (String symbol : names) {
      stage.simulator().publish(symbol, LOW);
      stage.simulator().publish(symbol, HIGH);
    }
    while (verifiedCount(database) < names.size()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            verifiedCount(database) + " of " + names.size() + " symbols are active");
      }
      Thread.sleep(POLL_INTERVAL);
    }
  }

  private static long verifiedCount(JdbcClient database) {
    return database
        .sql("select count(distinct subscription_id) from notification")
        .query(Long.class)
        .single();
  }

  private static double secondsSince(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
