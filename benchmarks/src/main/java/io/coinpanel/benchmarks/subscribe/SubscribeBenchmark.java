package io.coinpanel.benchmarks.subscribe;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.CpuTime;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Clients that each subscribe again as soon as their last subscription was confirmed. */
public final class SubscribeBenchmark implements Benchmark {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @Option(
      names = "--subscribe-clients",
      defaultValue = "1000",
      description = "Connections that subscribe (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--subscribe-count",
      defaultValue = "100000",
      description = "Subscriptions that are timed (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--subscribe-warmup",
      defaultValue = "250000",
      description = "Subscriptions before those (${DEFAULT-VALUE}).")
  private int warmup;

  @Option(
      names = "--subscribe-outstanding",
      defaultValue = "1",
      description = "Pending commands per connection (${DEFAULT-VALUE}).")
  private int outstanding;

  @Option(
      names = "--subscribe-symbols",
      defaultValue = "50",
      description = "Symbols they are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public String name() {
    return "subscribe";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (BenchmarkEnvironment stage =
        BenchmarkEnvironment.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
      SubscribeLoad subscribeLoad =
          new SubscribeLoad(ListedSymbols.await(stage.postgres(), symbols));
      try (LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver))) {
        loadClients.connectUpTo(clients, TIMEOUT);
        loadClients.listen(subscribeLoad);
        if (warmup > 0) {
          var _ = subscribeLoad.subscribe(loadClients, warmup, outstanding, TIMEOUT);
          subscribeLoad.awaitActive(loadClients, TIMEOUT);
        }
        return timed(stage, ingestion, webserver, subscribeLoad, loadClients);
      }
    }
  }

  private List<Figure> timed(
      BenchmarkEnvironment stage,
      ServiceProcess ingestion,
      ServiceProcess webserver,
      SubscribeLoad subscribeLoad,
      LoadClients loadClients)
      throws InterruptedException {
    Duration ingestionCpu = ingestion.cpu();
    Duration webserverCpu = webserver.cpu();
    Duration postgresCpu = stage.postgres().cpu();
    long began = System.nanoTime();
    long took = subscribeLoad.subscribe(loadClients, count, outstanding, TIMEOUT);
    subscribeLoad.awaitActive(loadClients, TIMEOUT);
    long untilActive = System.nanoTime() - began;
    return List.of(
        Figure.higher("subscribe.rate", "subscriptions/s", count / (took / 1e9)).target(15_000),
        Figure.higher("subscribe.active", "subscriptions/s", count / (untilActive / 1e9)),
        cpu("subscribe.webserver.cpu", webserverCpu, webserver.cpu()),
        cpu("subscribe.ingestion.cpu", ingestionCpu, ingestion.cpu()),
        cpu("subscribe.postgres.cpu", postgresCpu, stage.postgres().cpu()));
  }

  private Figure cpu(String name, Duration before, Duration after) {
    return Figure.lower(name, "CPU s/million", CpuTime.secondsPerMillion(before, after, count));
  }
}
