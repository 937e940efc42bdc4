package io.coinpanel.benchmarks.micro;

import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How many times as much each alternative costs as CoinPanel does, in the same run. */
public final class Ratios {

  private static final String OURS = ".coinpanel";

  private Ratios() {}

  public static List<Figure> of(List<Figure> figures) {
    Map<String, Figure> ours = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (figure.name().endsWith(OURS)) {
        ours.put(group(figure), figure);
      }
    }
    List<Figure> ratios = new ArrayList<>();
    for (Figure figure : figures) {
      Figure own = ours.get(group(figure));
      if (own != null && !figure.equals(own) && !figure.name().endsWith(".allocated")) {
        Figure ratio = Figure.higher(figure.name() + ".ratio", "x", figure.value() / own.value());
        Long size = figure.size();
        ratios.add(size == null ? ratio : ratio.at(size));
      }
    }
    return ratios;
  }

  private static String group(Figure figure) {
    String name = figure.name();
    return name.substring(0, name.lastIndexOf('.')) + Objects.toString(figure.size(), "");
  }
}
