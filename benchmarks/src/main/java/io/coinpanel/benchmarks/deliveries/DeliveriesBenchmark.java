package io.coinpanel.benchmarks.deliveries;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.PositiveCount;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * Webhooks of many accounts: how fast they get what one trade fires, and what it costs to have many
 * that are down.
 */
public final class DeliveriesBenchmark implements Benchmark {

  @Option(
      names = "--deliveries-destinations",
      split = ",",
      defaultValue = "10,100,1000",
      description = "Numbers of webhooks, each of its own account (${DEFAULT-VALUE}).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--deliveries-each",
      defaultValue = "100",
      converter = PositiveCount.class,
      description = "Notifications of each account in a round (${DEFAULT-VALUE}).")
  private int each;

  @Option(
      names = "--deliveries-rounds",
      defaultValue = "3",
      converter = PositiveCount.class,
      description = "Rounds at each size; the first is reported separately (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--deliveries-down",
      defaultValue = "10000",
      converter = PositiveCount.class,
      description = "Webhooks that are down, with a backlog of ten (${DEFAULT-VALUE}).")
  private int down;

  @Option(
      names = "--deliveries-seconds",
      defaultValue = "60",
      converter = PositiveCount.class,
      description = "Duration of measuring the CPU of an idle webserver (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public String name() {
    return "deliveries";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (WebhookScenario scenario = WebhookScenario.open(settings)) {
      List<String> symbols = scenario.symbols(sizes.size() + 1);
      DownWebhooks downWebhooks = new DownWebhooks(scenario, seconds);
      figures.add(downWebhooks.withoutAny());
      try (DeliveryRounds deliveryRounds = new DeliveryRounds(scenario, each)) {
        for (int i = 0; i < sizes.size(); i++) {
          figures.addAll(deliveryRounds.measure(symbols.get(i), sizes.get(i), rounds));
        }
      }
      figures.addAll(downWebhooks.with(symbols.getLast(), down));
    }
    return figures;
  }
}
