package io.coinpanel.benchmarks.stage;

import java.util.List;

/** The metrics of a service at one moment, in the text format of Prometheus. */
public record Metrics(List<String> lines) {

  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

  static Metrics parse(String text) {
    return new Metrics(text.lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** The sum over all samples whose line begins so: a name, with labels or without. */
  public double sum(String beginning) {
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  public double heapBytes() {
    return sum(HEAP);
  }
}
