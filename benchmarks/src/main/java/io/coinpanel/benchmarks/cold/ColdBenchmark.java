package io.coinpanel.benchmarks.cold;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.PositiveCount;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.FrameCounter;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.subscribe.SubscribeLoad;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Cold services: first subscription, first crossing, then many subscriptions at once, without
 * warm-up.
 */
public final class ColdBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String LOW = "999";
  private static final String THRESHOLD = "1000";
  private static final String HIGH = "1001";

  @Option(
      names = "--cold-clients",
      defaultValue = "100",
      converter = PositiveCount.class,
      description = "Clients that subscribe at once (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--cold-subscriptions",
      defaultValue = "10000",
      converter = PositiveCount.class,
      description = "Subscriptions of all of them (${DEFAULT-VALUE}).")
  private int subscriptions;

  @Option(
      names = "--cold-symbols",
      defaultValue = "50",
      converter = PositiveCount.class,
      description = "Symbols they are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public String name() {
    return "cold";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
      var _ = ingestion.awaitReady(BenchmarkEnvironment.TIMEOUT);
      List<String> names = ListedSymbols.await(stage.postgres(), symbols);
      try (LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver))) {
        loadClients.connectUpTo(1, TIMEOUT);
        Figure active = firstActive(loadClients, names.getFirst());
        Figure notification = firstNotification(stage, loadClients, names.getFirst());
        long[] took = subscribe(loadClients, names);
        return List.of(
            active,
            notification,
            Figure.lower("cold.subscribed", "s", took[0] / 1e9).at(subscriptions),
            Figure.lower("cold.all.active", "s", took[1] / 1e9).at(subscriptions),
            Figure.lower("cold.webserver.cpu", "CPU s", seconds(webserver)).at(subscriptions),
            Figure.lower("cold.ingestion.cpu", "CPU s", seconds(ingestion)).at(subscriptions),
            Figure.higher("cold.caches", "of 2 services", stage.cachesOfClasses()));
      }
    }
  }

  /** From the first subscribe ever until ingestion watches it. */
  private static Figure firstActive(LoadClients loadClients, String symbol)
      throws InterruptedException {
    FrameCounter active = new FrameCounter(loadClients, MessageFrame::isActive);
    loadClients.listen(active);
    long began = System.nanoTime();
    loadClients.clients().getFirst().send(LoadClient.subscribe(symbol, "above", THRESHOLD));
    active.await(1, TIMEOUT);
    return Figure.lower("cold.active", "ms", (active.firstAt() - began) / 1e6);
  }

  /** From the first trade, immediately followed by one that crosses. */
  private static Figure firstNotification(
      BenchmarkEnvironment stage, LoadClients loadClients, String symbol)
      throws InterruptedException {
    FrameCounter notified = new FrameCounter(loadClients, MessageFrame::isNotification);
    loadClients.listen(notified);
    long began = System.nanoTime();
    stage.simulator().publish(symbol, LOW);
    stage.simulator().publish(symbol, HIGH);
    notified.await(1, TIMEOUT);
    return Figure.lower("cold.notification", "ms", (notified.firstAt() - began) / 1e6);
  }

  /** Nanoseconds until the last is confirmed, and until all are watched. */
  private long[] subscribe(LoadClients loadClients, List<String> names)
      throws InterruptedException {
    loadClients.connectUpTo(clients, TIMEOUT);
    SubscribeLoad subscribeLoad = new SubscribeLoad(names);
    loadClients.listen(subscribeLoad);
    long began = System.nanoTime();
    long confirmed = subscribeLoad.subscribe(loadClients, subscriptions, 1, TIMEOUT);
    subscribeLoad.awaitActive(loadClients, TIMEOUT);
    return new long[] {confirmed, System.nanoTime() - began};
  }

  private static double seconds(ServiceProcess service) {
    return service.cpu().toMillis() / 1000.0;
  }
}
