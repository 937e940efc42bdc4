package io.coinpanel.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats reports. */
public final class ReportPrinter {

  private ReportPrinter() {}

  /** Each figure with its range over the runs and what it has to reach. */
  public static String report(Report report) {
    TextTable textTable = new TextTable("lrlrrl");
    textTable.add("figure", "median", "unit", "range", "target", "");
    for (Figure figure : report.figures()) {
      textTable.add(
          figure.key(),
          TextTable.number(figure.value()),
          figure.unit(),
          range(figure, report.runs()),
          target(figure),
          figure.verdict());
    }
    return heading(report) + "\n\n" + textTable.text();
  }

  /** How the second report's figures relate to the first's; above 1 is better. */
  public static String comparison(Report first, Report second) {
    Map<String, Figure> before =
        first.figures().stream().collect(Collectors.toMap(Figure::key, Function.identity()));
    TextTable textTable = new TextTable("lrrlr");
    textTable.add("figure", "first", "second", "unit", "gain");
    for (Figure figure : second.figures()) {
      Figure other = before.get(figure.key());
      if (other != null) {
        textTable.add(
            figure.key(),
            TextTable.number(other.value()),
            TextTable.number(figure.value()),
            figure.unit(),
            TextTable.number(figure.better().gain(other.value(), figure.value())));
      }
    }
    return "first   %s\nsecond  %s\n\n%s"
        .formatted(heading(first), heading(second), textTable.text());
  }

  private static String heading(Report report) {
    Machine machine = report.machine();
    return String.format(
        Locale.ROOT,
        "%s  %s  %s\n%s, %d cores, %,d MiB, %s, Java %s, %d runs",
        report.command(),
        report.commit(),
        report.date(),
        machine.processor(),
        machine.cores(),
        machine.memoryMiB(),
        machine.system(),
        machine.java(),
        report.runs().size());
  }

  private static String range(Figure figure, List<List<Figure>> runs) {
    double[] sorted =
        runs.stream()
            .flatMap(List::stream)
            .filter(other -> other.key().equals(figure.key()))
            .mapToDouble(Figure::value)
            .sorted()
            .toArray();
    return sorted.length < 2
        ? ""
        : TextTable.number(sorted[0]) + " to " + TextTable.number(sorted[sorted.length - 1]);
  }

  private static String target(Figure figure) {
    if (figure.target() == null) {
      return "";
    }
    String sign =
        switch (figure.better()) {
          case HIGHER -> ">= ";
          case LOWER -> "<= ";
        };
    return sign + TextTable.number(figure.target());
  }
}
