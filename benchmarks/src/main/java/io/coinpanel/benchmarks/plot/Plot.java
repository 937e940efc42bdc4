package io.coinpanel.benchmarks.plot;

import java.util.List;

/**
 * A picture of figures that were measured at several sizes.
 *
 * @param file its name, without an ending
 * @param title what it shows
 * @param across what the sizes are
 * @param up what the values are, with their unit
 */
record Plot(String file, String title, String across, String up, Scale scale, List<Line> lines) {

  enum Scale {
    /** Both axes from zero. */
    LINEAR,
    /** Both logarithmic: a level line is constant, a straight one a power. */
    LOGARITHMIC
  }

  /** The figures of one name, at all their sizes. */
  record Line(String label, String figure) {}

  private static final String THRESHOLDS = "thresholds on its symbol";

  static final List<Plot> ALL =
      List.of(
          logarithmic(
              "matching",
              "A trade that crosses nothing",
              THRESHOLDS,
              "ns a trade",
              line("CoinPanel, index alone", "micro.quiet.coinpanel"),
              line("CoinPanel, whole match", "micro.match-quiet.coinpanel"),
              line("TreeMap of lists", "micro.quiet.tree-map"),
              line("Esper, window of rules", "micro.match-quiet.esper-window"),
              line("Esper, a statement a rule", "micro.match-quiet.esper-statements")),
          logarithmic(
              "crossing",
              "A trade that crosses one threshold",
              THRESHOLDS,
              "ns a trade",
              line("CoinPanel, index alone", "micro.crossing-1.coinpanel"),
              line("CoinPanel, whole match", "micro.match-1.coinpanel"),
              line("TreeMap of lists", "micro.crossing-1.tree-map"),
              line("Esper, window of rules", "micro.match-1.esper-window"),
              line("Esper, a statement a rule", "micro.match-1.esper-statements")),
          logarithmic(
              "changing",
              "A threshold that comes and goes",
              THRESHOLDS,
              "ns for both",
              line("CoinPanel", "micro.change.coinpanel"),
              line("TreeMap of lists", "micro.change.tree-map")),
          logarithmic(
              "latency",
              "From the exchange's socket to the client's",
              "trades a second",
              "ms",
              line("p50", "latency.p50"),
              line("p99", "latency.p99"),
              line("p99.9", "latency.p99.9")),
          linear(
              "memory",
              "Idle clients",
              "clients",
              "KiB a client",
              line("resident", "idle.resident"),
              line("heap", "idle.heap")),
          logarithmic(
              "burst",
              "One trade that crosses many thresholds",
              "thresholds crossed",
              "seconds",
              line("all frames read", "burst.read"),
              line("all rows durable", "burst.durable"),
              line("bare COPY of the rows", "limit.copy.time")),
          logarithmic(
              "deliveries",
              "Webhooks of many accounts get their notifications",
              "webhooks",
              "deliveries a second",
              line("CoinPanel", "deliveries.rate"),
              line("a loop that posts and stores nothing", "limit.loop.rate")),
          logarithmic(
              "conditions",
              "A trade that fires nothing",
              "subscriptions on its symbol",
              "ns a trade",
              line("all kinds together", "conditions.quiet.mixed"),
              line("rises in windows", "conditions.quiet.rise"),
              line("plain thresholds", "conditions.quiet.threshold")));

  private static Line line(String label, String figure) {
    return new Line(label, figure);
  }

  private static Plot logarithmic(
      String file, String title, String across, String up, Line... lines) {
    return new Plot(file, title, across, up, Scale.LOGARITHMIC, List.of(lines));
  }

  private static Plot linear(String file, String title, String across, String up, Line... lines) {
    return new Plot(file, title, across, up, Scale.LINEAR, List.of(lines));
  }
}
