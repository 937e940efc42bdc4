package io.coinpanel.benchmarks.environment;

import java.util.List;

/** The metrics of a service at one moment, in the text format of Prometheus. */
public record MetricsSnapshot(List<String> lines) {

  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

  static MetricsSnapshot parse(String text) {
    return new MetricsSnapshot(text.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** The sum over all samples whose line begins so: a name, with labels or without. */
  public double sum(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The mean of what a timer has measured since, or 0 where there was nothing to measure. */
  public double meanMillisSince(MetricsSnapshot before, String timer) {
    double count = since(before, timer + "_seconds_count");
    return count == 0 ? 0 : since(before, timer + "_seconds_sum") / count * 1000;
  }

  private double since(MetricsSnapshot before, String beginning) {
    return sum(beginning) - before.sum(beginning);
  }

  public double heapBytes() {
    return sum(HEAP);
  }
}
