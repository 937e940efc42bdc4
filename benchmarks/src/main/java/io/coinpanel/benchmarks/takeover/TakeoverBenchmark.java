package io.coinpanel.benchmarks.takeover;

import io.coinpanel.benchmarks.Benchmark;
import io.coinpanel.benchmarks.environment.EnvironmentSettings;
import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The leading ingestion is killed while trades cross a threshold all the time, and another stands
 * by. Timed is until a client reads the notification of a trade that happened after the kill, which
 * can only be the standby's.
 */
public final class TakeoverBenchmark implements Benchmark {

  @Option(
      names = "--takeover-kills",
      defaultValue = "5",
      description = "Leaders killed, one after the other (${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--takeover-seconds",
      defaultValue = "5",
      description = "How long each leads and the next stands by (${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public String name() {
    return "takeover";
  }

  @Override
  public List<Figure> measure(EnvironmentSettings settings) throws Exception {
    try (TakeoverScenario takeoverScenario = TakeoverScenario.open(settings)) {
      List<Double> silences = new ArrayList<>();
      for (int kill = 0; kill < kills; kill++) {
        silences.add(takeoverScenario.killLeader(seconds));
      }
      takeoverScenario.checkRows();
      List<Double> sorted = silences.stream().sorted().toList();
      return List.of(
          Figure.lower("takeover.median", "s", sorted.get((kills - 1) / 2)).target(1),
          Figure.lower("takeover.worst", "s", sorted.getLast()));
    }
  }
}
