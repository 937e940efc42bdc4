package io.coinpanel.benchmarks.deliveries;

import io.coinpanel.benchmarks.environment.ServiceProcess;
import io.coinpanel.benchmarks.report.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;

/**
 * One trade fires every subscription of accounts with a webhook each, and in turn with it the plain
 * loop posts the same.
 */
final class DeliveryRounds implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SETTLE_TIME = Duration.ofSeconds(2);
  private static final double MEBIBYTE = 1 << 20;

  private final WebhookScenario scenario;
  private final int each;
  private final Receiver receiver = Receiver.start();
  private final PlainLoop plainLoop;

  /**
   * One round.
   *
   * @param took from the trade until the last is posted
   * @param webserver CPU time until all is stored, as Postgres's
   * @param loop how long the plain loop took
   * @param loopCpu CPU time of this process in the plain loop, the receiver's with it
   */
  private record Round(
      Duration took, Duration webserver, Duration postgres, Duration loop, Duration loopCpu) {}

  DeliveryRounds(WebhookScenario scenario, int each) throws InterruptedException {
    this.scenario = scenario;
    this.each = each;
    this.plainLoop = new PlainLoop(receiver.uri(), scenario.secret());
  }

  List<Figure> measure(String symbol, int webhooks, int rounds)
      throws IOException, InterruptedException, ExecutionException {
    scenario.add(symbol, webhooks, each, receiver.uri());
    List<Round> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      measured.add(round(symbol, webhooks * each));
    }
    return figures(webhooks, measured);
  }

  private Round round(String symbol, int deliveries)
      throws IOException, InterruptedException, ExecutionException {
    receiver.clear();
    scenario.reset(symbol);
    Thread.sleep(SETTLE_TIME);
    ServiceProcess webserver = scenario.webserver();
    Duration webserverBefore = webserver.cpu();
    Duration postgresBefore = scenario.postgresCpu();
    long began = System.nanoTime();
    scenario.cross(symbol);
    Duration took = Duration.ofNanos(receiver.await(deliveries, TIMEOUT) - began);
    scenario.awaitRest();
    Duration webserverCpu = webserver.cpu().minus(webserverBefore);
    Duration postgresCpu = scenario.postgresCpu().minus(postgresBefore);
    var posts = receiver.posts();
    receiver.clear();
    Duration cpuBefore = ownCpu();
    long beganAgain = System.nanoTime();
    plainLoop.send(posts);
    Duration loop = Duration.ofNanos(System.nanoTime() - beganAgain);
    return new Round(took, webserverCpu, postgresCpu, loop, ownCpu().minus(cpuBefore));
  }

  private List<Figure> figures(int webhooks, List<Round> measured) throws IOException {
    int deliveries = webhooks * each;
    double took = median(measured, round -> seconds(round.took()));
    double loop = median(measured, round -> seconds(round.loop()));
    Figure ofLoop = Figure.higher("deliveries.of.loop", "of the loop's rate", loop / took);
    double webserver = median(measured, round -> seconds(round.webserver()));
    double postgres = median(measured, round -> seconds(round.postgres()));
    double loopCpu = median(measured, round -> seconds(round.loopCpu()));
    double resident = scenario.webserver().residentBytes() / MEBIBYTE;
    return List.of(
            Figure.higher("deliveries.rate", "deliveries/s", deliveries / took),
            ofLoop.target(0.5),
            Figure.lower("deliveries.first", "s", seconds(measured.getFirst().took())),
            Figure.lower("deliveries.webserver.cpu", "CPU s/million", webserver / deliveries * 1e6),
            Figure.lower("deliveries.postgres.cpu", "CPU s/million", postgres / deliveries * 1e6),
            Figure.lower("deliveries.resident", "MiB", resident),
            Figure.higher("limit.loop.rate", "deliveries/s", deliveries / loop),
            Figure.lower("limit.loop.cpu", "CPU s/million", loopCpu / deliveries * 1e6))
        .stream()
        .map(figure -> figure.at(webhooks))
        .toList();
  }

  private static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double median(List<Round> measured, ToDoubleFunction<Round> value) {
    double[] sorted = measured.stream().mapToDouble(value).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  @Override
  public void close() {
    plainLoop.close();
    receiver.close();
  }
}
