package io.coinpanel.benchmarks.latency;

import io.coinpanel.benchmarks.environment.BenchmarkEnvironment;
import io.coinpanel.benchmarks.environment.ListedSymbols;
import io.coinpanel.benchmarks.environment.MetricsSnapshot;
import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.load.FrameCounter;
import io.coinpanel.benchmarks.load.LoadClient;
import io.coinpanel.benchmarks.load.LoadClients;
import io.coinpanel.benchmarks.load.MessageFrame;
import io.coinpanel.benchmarks.load.Pacer;
import io.coinpanel.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Clients that subscribe to every symbol, and trades on them. On the crossing symbols each trade
 * crosses the threshold of one client; on the walking ones the thresholds are out of reach.
 */
final class Traffic implements AutoCloseable {

  private static final String OUT_OF_REACH = "90000000000";
  private static final Duration LATE_TIMEOUT = Duration.ofMinutes(1);

  private final BenchmarkEnvironment stage;
  private final LoadClients loadClients;
  private final ServiceProcess ingestion;
  private final ServiceProcess webserver;
  private final List<String> crossing;
  private final List<String> walking;
  private final List<PriceLevels> levels = new ArrayList<>();
  private int turn;

  /** What came of a while of trades. */
  record Outcome(
      Histogram delays,
      double tradesPerSecond,
      double ingestionCores,
      double webserverCores,
      double postgresCores,
      double commitMillis,
      double deliveryMillis) {}

  private Traffic(
      BenchmarkEnvironment stage,
      LoadClients loadClients,
      ServiceProcess ingestion,
      ServiceProcess webserver,
      List<String> symbols) {
    this.stage = stage;
    this.loadClients = loadClients;
    this.ingestion = ingestion;
    this.webserver = webserver;
    int half = (symbols.size() + 1) / 2;
    crossing = symbols.subList(0, half);
    walking = symbols.subList(half, symbols.size());
  }

  static Traffic open(BenchmarkEnvironment stage, int clients, int symbols)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion();
    ServiceProcess webserver = stage.startWebserver().awaitReady(BenchmarkEnvironment.TIMEOUT);
    List<String> names = ListedSymbols.await(stage.postgres(), symbols);
    LoadClients loadClients = new LoadClients(BenchmarkEnvironment.socketOf(webserver));
    Traffic traffic = new Traffic(stage, loadClients, ingestion, webserver, names);
    loadClients.connectUpTo(clients, BenchmarkEnvironment.TIMEOUT);
    traffic.subscribe();
    return traffic;
  }

  private void subscribe() throws InterruptedException {
    FrameCounter active = new FrameCounter(loadClients, MessageFrame::isActive);
    loadClients.listen(active);
    List<LoadClient> clients = loadClients.clients();
    for (LoadClient loadClient : clients) {
      String own = PriceLevels.threshold(loadClient.number());
      crossing.forEach(symbol -> loadClient.add(LoadClient.subscribe(symbol, "cross", own)));
      walking.forEach(
          symbol -> loadClient.add(LoadClient.subscribe(symbol, "above", OUT_OF_REACH)));
      loadClient.flush();
    }
    active.await(
        (long) clients.size() * (crossing.size() + walking.size()), BenchmarkEnvironment.TIMEOUT);
    for (String symbol : crossing) {
      levels.add(new PriceLevels(clients.size()));
      stage.simulator().publish(symbol, PriceLevels.lowest());
    }
  }

  /** Trades for a while; fails if a trade that crossed was not notified. */
  Outcome run(int tradesPerSecond, int crossingsPerSecond, int seconds)
      throws IOException, InterruptedException {
    Simulator exchange = stage.simulator();
    LatencyRecorder latencyRecorder = new LatencyRecorder();
    loadClients.listen(latencyRecorder);
    if (!walking.isEmpty()) {
      exchange.walk(
          Math.max(0, tradesPerSecond - crossingsPerSecond), walking.toArray(String[]::new));
    }
    long sent = exchange.framesSent();
    long began = System.nanoTime();
    MetricsSnapshot committing = ingestion.metrics();
    MetricsSnapshot delivering = webserver.metrics();
    List<Duration> cpu = cpu();
    Pacer.run(
        (long) crossingsPerSecond * seconds,
        crossingsPerSecond,
        intended -> latencyRecorder.sent(cross(exchange), intended));
    double took = (System.nanoTime() - began) / 1e9;
    double rate = (exchange.framesSent() - sent) / took;
    exchange.walk(0);
    List<Duration> spent = cpu();
    latencyRecorder.await(LATE_TIMEOUT);
    return new Outcome(
        latencyRecorder.histogram(),
        rate,
        cores(cpu, spent, 0, took),
        cores(cpu, spent, 1, took),
        cores(cpu, spent, 2, took),
        ingestion.metrics().meanMillisSince(committing, "coinpanel_firing_trade_to_commit"),
        webserver.metrics().meanMillisSince(delivering, "coinpanel_webserver_commit_to_socket"));
  }

  private long cross(Simulator exchange) {
    int symbol = turn++ % crossing.size();
    return exchange.publish(crossing.get(symbol), levels.get(symbol).next());
  }

  private List<Duration> cpu() {
    return List.of(ingestion.cpu(), webserver.cpu(), stage.postgres().cpu());
  }

  private static double cores(
      List<Duration> before, List<Duration> after, int process, double took) {
    return after.get(process).minus(before.get(process)).toNanos() / 1e9 / took;
  }

  @Override
  public void close() {
    loadClients.close();
  }
}
