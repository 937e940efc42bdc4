package io.coinpanel.benchmarks.latency;

import io.coinpanel.benchmarks.load.Client;
import io.coinpanel.benchmarks.load.Crowd;
import io.coinpanel.benchmarks.load.Frame;
import io.coinpanel.benchmarks.load.Tally;
import io.coinpanel.benchmarks.stage.Metrics;
import io.coinpanel.benchmarks.stage.ServiceProcess;
import io.coinpanel.benchmarks.stage.Stage;
import io.coinpanel.benchmarks.stage.Symbols;
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
  private static final Duration STRAGGLERS = Duration.ofMinutes(1);

  private final Stage stage;
  private final Crowd crowd;
  private final ServiceProcess ingestion;
  private final ServiceProcess webserver;
  private final List<String> crossing;
  private final List<String> walking;
  private final List<Levels> levels = new ArrayList<>();
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
      Stage stage,
      Crowd crowd,
      ServiceProcess ingestion,
      ServiceProcess webserver,
      List<String> symbols) {
    this.stage = stage;
    this.crowd = crowd;
    this.ingestion = ingestion;
    this.webserver = webserver;
    int half = (symbols.size() + 1) / 2;
    crossing = symbols.subList(0, half);
    walking = symbols.subList(half, symbols.size());
  }

  static Traffic open(Stage stage, int clients, int symbols)
      throws IOException, InterruptedException {
    ServiceProcess ingestion = stage.startIngestion();
    ServiceProcess webserver = stage.startWebserver().awaitReady(Stage.PATIENCE);
    List<String> names = Symbols.await(stage.postgres(), symbols);
    Crowd crowd = new Crowd(Stage.socketOf(webserver));
    Traffic traffic = new Traffic(stage, crowd, ingestion, webserver, names);
    crowd.grow(clients, Stage.PATIENCE);
    traffic.subscribe();
    return traffic;
  }

  private void subscribe() throws InterruptedException {
    Tally active = new Tally(crowd, Frame::isActive);
    crowd.listen(active);
    List<Client> clients = crowd.clients();
    for (Client client : clients) {
      String own = Levels.threshold(client.number());
      crossing.forEach(symbol -> client.add(Client.subscribe(symbol, "cross", own)));
      walking.forEach(symbol -> client.add(Client.subscribe(symbol, "above", OUT_OF_REACH)));
      client.flush();
    }
    active.await((long) clients.size() * (crossing.size() + walking.size()), Stage.PATIENCE);
    for (String symbol : crossing) {
      levels.add(new Levels(clients.size()));
      stage.simulator().publish(symbol, Levels.lowest());
    }
  }

  /** Trades for a while; fails if a trade that crossed was not notified. */
  Outcome run(int tradesPerSecond, int crossingsPerSecond, int seconds)
      throws IOException, InterruptedException {
    Simulator exchange = stage.simulator();
    Arrivals arrivals = new Arrivals();
    crowd.listen(arrivals);
    if (!walking.isEmpty()) {
      exchange.walk(
          Math.max(0, tradesPerSecond - crossingsPerSecond), walking.toArray(String[]::new));
    }
    long sent = exchange.framesSent();
    long began = System.nanoTime();
    Metrics committing = ingestion.metrics();
    Metrics delivering = webserver.metrics();
    List<Duration> cpu = cpu();
    Pacer.run(
        (long) crossingsPerSecond * seconds,
        crossingsPerSecond,
        intended -> arrivals.sent(cross(exchange), intended));
    double took = (System.nanoTime() - began) / 1e9;
    double rate = (exchange.framesSent() - sent) / took;
    exchange.walk(0);
    List<Duration> spent = cpu();
    arrivals.await(STRAGGLERS);
    return new Outcome(
        arrivals.histogram(),
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
    crowd.close();
  }
}
