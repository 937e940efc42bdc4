package io.coinpanel.benchmarks.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param name words with dots between them, the benchmark's first: {@code latency.p99}
 * @param unit of the value: {@code ms}, {@code trades/s}
 * @param target what it has to reach, or null where none is set
 * @param size the load it was measured at (thresholds, clients, trades a second), or null; figures
 *     of one name and several sizes are a line of a plot
 */
public record Figure(
    String name,
    String unit,
    double value,
    Direction better,
    @Nullable Double target,
    @Nullable Long size) {

  public static Figure higher(String name, String unit, double value) {
    return new Figure(name, unit, value, Direction.HIGHER, null, null);
  }

  public static Figure lower(String name, String unit, double value) {
    return new Figure(name, unit, value, Direction.LOWER, null, null);
  }

  public Figure target(double reached) {
    return new Figure(name, unit, value, better, reached, size);
  }

  public Figure at(long load) {
    return new Figure(name, unit, value, better, target, load);
  }

  Figure withValue(double other) {
    return new Figure(name, unit, other, better, target, size);
  }

  /** Unique among the figures of a report. */
  public String key() {
    return size == null ? name : String.format(Locale.ROOT, "%s@%,d", name, size);
  }

  /** For a person: the name, the value and its unit. */
  public String text() {
    return key() + "  " + TextTable.number(value) + " " + unit;
  }

  /** Empty where nothing has to be reached. */
  String verdict() {
    if (target == null) {
      return "";
    }
    return better.reaches(value, target) ? "reached" : "missed";
  }
}
