package io.coinpanel.benchmarks.micro;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The hot paths that are measured. */
final class MicroCases {

  static final List<BenchmarkCase> ALL =
      List.of(
          plain("frame", TradeFrameParserBenchmark.class),
          plain("price", PriceBenchmark.class),
          plain("sequence", SequenceCheckBenchmark.class),
          plain("notification", NotificationBenchmark.class),
          thresholds("quiet", 0, 10, 1000, 100_000, 10_000_000),
          thresholds("crossing-1", 1, 10, 1000, 100_000, 10_000_000),
          thresholds("crossing-1000", 1000, 10_000, 10_000_000),
          new BenchmarkCase(
              "micro.change",
              ThresholdChangeBenchmark.class,
              ".*",
              Map.of(),
              "thresholds",
              List.of(10L, 1000L, 100_000L, 10_000_000L)),
          match("match-quiet", "coinpanel|esperWindow", 0, 1, 1000, 100_000),
          match("match-1", "coinpanel|esperWindow", 1, 1, 1000, 100_000),
          // Deploying 100,000 statements takes minutes, and a trade then some 20 ms.
          match("match-quiet", "esperStatements", 0, 1, 1000),
          match("match-1", "esperStatements", 1, 1, 1000));

  private MicroCases() {}

  private static BenchmarkCase plain(String part, Class<?> benchmark) {
    return new BenchmarkCase("micro." + part, benchmark, ".*", Map.of(), "", List.of());
  }

  private static BenchmarkCase thresholds(String part, int crossed, long... sizes) {
    return new BenchmarkCase(
        "micro." + part,
        ThresholdBenchmark.class,
        ".*",
        crossing(crossed),
        "thresholds",
        boxed(sizes));
  }

  private static BenchmarkCase match(String part, String methods, int crossed, long... sizes) {
    return new BenchmarkCase(
        "micro." + part, MatchBenchmark.class, methods, crossing(crossed), "rules", boxed(sizes));
  }

  /** How many thresholds each trade crosses. */
  private static Map<String, List<String>> crossing(int crossed) {
    return Map.of("crossed", List.of(String.valueOf(crossed)));
  }

  private static List<Long> boxed(long... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }
}
