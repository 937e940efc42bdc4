package io.coinpanel.benchmarks.conditions;

import io.coinpanel.benchmarks.micro.HeapMeter;
import io.coinpanel.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Heap of a subscription in its matcher, all of which stay quiet. */
final class HeapPerSubscription {

  private static final int MATCHERS = 3;

  private HeapPerSubscription() {}

  static List<Figure> figures(int subscriptions) {
    List<Figure> figures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      double bytes =
          HeapMeter.bytesPerItem(subscriptions, MATCHERS, () -> matcher(kind, subscriptions));
      String name = "conditions.heap." + kind.name().toLowerCase(Locale.ROOT);
      figures.add(Figure.lower(name, "B", bytes).at(subscriptions));
    }
    return figures;
  }

  private static Object matcher(Kind kind, int subscriptions) {
    Symbol symbol = new Symbol(Symbol.BUSY);
    symbol.fill(kind.kinds(), subscriptions);
    return symbol.matcher();
  }
}
