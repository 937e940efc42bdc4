package io.coinpanel.benchmarks.micro;

import java.util.Arrays;
import java.util.List;

/**
 * A benchmark with its parameters.
 *
 * @param name in the names of its figures
 * @param methods a regular expression
 * @param crossed how many thresholds each trade crosses; of no meaning to some
 * @param sizeName the parameter that is its size; of no meaning without sizes
 */
record BenchmarkCase(
    String name,
    Class<?> benchmark,
    String methods,
    int crossed,
    String sizeName,
    List<Long> sizes) {

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
              "change",
              ThresholdChangeBenchmark.class,
              ".*",
              0,
              "thresholds",
              List.of(10L, 1000L, 100_000L, 10_000_000L)),
          match("match-quiet", "coinpanel|esperWindow", 0, 1, 1000, 100_000),
          match("match-1", "coinpanel|esperWindow", 1, 1, 1000, 100_000),
          // Deploying 100,000 statements takes minutes, and a trade then some 20 ms.
          match("match-quiet", "esperStatements", 0, 1, 1000),
          match("match-1", "esperStatements", 1, 1, 1000));

  private static BenchmarkCase plain(String name, Class<?> benchmark) {
    return new BenchmarkCase(name, benchmark, ".*", 0, "", List.of());
  }

  private static BenchmarkCase thresholds(String name, int crossed, long... sizes) {
    return new BenchmarkCase(
        name, ThresholdBenchmark.class, ".*", crossed, "thresholds", boxed(sizes));
  }

  private static BenchmarkCase match(String name, String methods, int crossed, long... sizes) {
    return new BenchmarkCase(name, MatchBenchmark.class, methods, crossed, "rules", boxed(sizes));
  }

  private static List<Long> boxed(long... sizes) {
    return Arrays.stream(sizes).boxed().toList();
  }

  /** A regular expression of the benchmarks' full names. */
  String include() {
    return benchmark.getName().replace(".", "\\.") + "\\.(" + methods + ")$";
  }

  /** The sizes up to the largest, and the smallest in any case. */
  String[] sizes(long largest) {
    return sizes.stream()
        .filter(size -> size <= largest || size.equals(sizes.getFirst()))
        .map(String::valueOf)
        .toArray(String[]::new);
  }
}
