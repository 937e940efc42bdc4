package io.coinpanel.benchmarks.cold;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.Count;
import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.Frame;
import io.coinpanel.benchmarks.load.Tally;
import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.benchmarks.stage.ServiceProcess;
import io.coinpanel.benchmarks.stage.Stage;
import io.coinpanel.benchmarks.stage.StageSettings;
import io.coinpanel.benchmarks.stage.Symbols;
import io.coinpanel.benchmarks.subscribe.Wishes;
import io.coinpanel.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Services that are ready and have served nobody: the first subscription, the first crossing, and
 * then many subscriptions at once, none of it warmed up.
 */
public final class ColdBenchmark implements Benchmark {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LOW = "999";
  private static final String THRESHOLD = "1000";
  private static final String HIGH = "1001";

  @Option(
      names = "--cold-clients",
      defaultValue = "100",
      converter = Count.class,
      description = "Clients that subscribe at once (${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--cold-subscriptions",
      defaultValue = "10000",
      converter = Count.class,
      description = "Subscriptions of all of them (${DEFAULT-VALUE}).")
  private int subscriptions;

  @Option(
      names = "--cold-symbols",
      defaultValue = "50",
      converter = Count.class,
      description = "Symbols they are spread over (${DEFAULT-VALUE}).")
  private int symbols;

  @Override
  public String name() {
    return "cold";
  }

  @Override
  public List<Figure> measure(StageSettings settings) throws Exception {
    try (Stage stage = Stage.open(settings, SimulatorSettings.documented())) {
      ServiceProcess ingestion = stage.startIngestion();
      ServiceProcess webserver = stage.startWebserver().awaitReady(Stage.PATIENCE);
      var _ = ingestion.awaitReady(Stage.PATIENCE);
      List<String> names = Symbols.await(stage.postgres(), symbols);
      try (Crowd crowd = new Crowd(Stage.socketOf(webserver))) {
        crowd.grow(1, PATIENCE);
        Figure active = firstActive(crowd, names.getFirst());
        Figure notification = firstNotification(stage, crowd, names.getFirst());
        long[] took = subscribe(crowd, names);
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
  private static Figure firstActive(Crowd crowd, String symbol) throws InterruptedException {
    Tally active = new Tally(crowd, Frame::isActive);
    crowd.listen(active);
    long began = System.nanoTime();
    crowd.clients().getFirst().say(Client.subscribe(symbol, "above", THRESHOLD));
    active.await(1, PATIENCE);
    return Figure.lower("cold.active", "ms", (active.firstAt() - began) / 1e6);
  }

  /** From the first trade ever, which is followed at once by one that crosses. */
  private static Figure firstNotification(Stage stage, Crowd crowd, String symbol)
      throws InterruptedException {
    Tally notified = new Tally(crowd, Frame::isNotification);
    crowd.listen(notified);
    long began = System.nanoTime();
    stage.simulator().publish(symbol, LOW);
    stage.simulator().publish(symbol, HIGH);
    notified.await(1, PATIENCE);
    return Figure.lower("cold.notification", "ms", (notified.firstAt() - began) / 1e6);
  }

  /** Nanoseconds until the last is confirmed, and until all are watched. */
  private long[] subscribe(Crowd crowd, List<String> names) throws InterruptedException {
    crowd.grow(clients, PATIENCE);
    Wishes wishes = new Wishes(names);
    crowd.listen(wishes);
    long began = System.nanoTime();
    long confirmed = wishes.ask(crowd, subscriptions, 1, PATIENCE);
    wishes.awaitActive(crowd, PATIENCE);
    return new long[] {confirmed, System.nanoTime() - began};
  }

  private static double seconds(ServiceProcess service) {
    return service.cpu().toMillis() / 1000.0;
  }
}
