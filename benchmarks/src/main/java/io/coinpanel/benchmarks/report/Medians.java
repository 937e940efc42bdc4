package io.coinpanel.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The median of each figure over several runs; of an even number, the lower middle one. */
final class Medians {

  private Medians() {}

  static List<Figure> of(List<List<Figure>> runs) {
    Map<String, List<Figure>> byKey = new LinkedHashMap<>();
    for (List<Figure> run : runs) {
      for (Figure figure : run) {
        byKey.computeIfAbsent(figure.key(), _ -> new ArrayList<>()).add(figure);
      }
    }
    return byKey.values().stream().map(Medians::median).toList();
  }

  private static Figure median(List<Figure> figures) {
    double[] sorted = figures.stream().mapToDouble(Figure::value).sorted().toArray();
    return figures.getFirst().withValue(sorted[(sorted.length - 1) / 2]);
  }
}
