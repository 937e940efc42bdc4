package io.coinpanel.benchmarks.report;

import java.time.Instant;
import java.util.List;

/**
 * The outcome of one command.
 *
 * @param commit of the measured code, with {@code +} behind it where the working copy was changed
 * @param figures the medians of the runs
 * @param runs each run's own figures
 */
public record Report(
    Machine machine,
    String commit,
    Instant date,
    String command,
    List<Figure> figures,
    List<List<Figure>> runs) {

  public static Report of(
      Machine machine, String commit, Instant date, String command, List<List<Figure>> runs) {
    return new Report(machine, commit, date, command, Medians.of(runs), List.copyOf(runs));
  }
}
