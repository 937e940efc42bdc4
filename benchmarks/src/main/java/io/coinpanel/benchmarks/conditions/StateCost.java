package io.coinpanel.benchmarks.conditions;

import io.coinpanel.benchmarks.report.Figure;
import io.coinpanel.matching.UnreadableStateException;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs that conditions survive a restart: writing the states of all symbols, and restoring
 * all subscriptions from those and the trades since. No database is part of it.
 */
final class StateCost {

  private static final int ROUNDS = 9;

  /** Trades since a state: as of a busy symbol when the next one is due. */
  private static final int SINCE = 100;

  private final int subscriptions;
  private final List<Symbol> symbols = new ArrayList<>();

  /** Subscriptions of all stateful kinds, divided among symbols. */
  private StateCost(int symbols, int subscriptions) {
    this.subscriptions = subscriptions;
    for (int i = 0; i < symbols; i++) {
      Symbol symbol = new Symbol(Symbol.BUSY);
      symbol.fill(Kind.STATEFUL, subscriptions / symbols);
      this.symbols.add(symbol);
    }
  }

  static List<Figure> figures(int symbols, int subscriptions) throws UnreadableStateException {
    List<Figure> figures = new ArrayList<>();
    figures.addAll(new StateCost(symbols, subscriptions).figures("symbols"));
    figures.addAll(new StateCost(1, subscriptions).figures("symbol"));
    return figures;
  }

  private List<Figure> figures(String suffix) throws UnreadableStateException {
    List<Double> writing = new ArrayList<>();
    List<Double> restoring = new ArrayList<>();
    long size = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      List<byte[]> states = write();
      long written = System.nanoTime();
      symbols.forEach(symbol -> symbol.walk(SINCE));
      long lost = System.nanoTime();
      restore(states);
      writing.add((written - begun) / 1e6);
      restoring.add((System.nanoTime() - lost) / 1e6);
      size = states.stream().mapToLong(state -> state.length).sum();
    }
    return List.of(
        figure("write." + suffix, "ms", median(writing)),
        figure("size." + suffix, "MiB", size / 1024.0 / 1024.0),
        figure("restore." + suffix, "ms", median(restoring)),
        figure("restore-first." + suffix, "ms", restoring.getFirst()));
  }

  private Figure figure(String name, String unit, double value) {
    return Figure.lower("conditions.state." + name, unit, value).at(subscriptions);
  }

  private List<byte[]> write() {
    List<byte[]> states = new ArrayList<>();
    for (Symbol symbol : symbols) {
      states.add(symbol.state());
    }
    return states;
  }

  private void restore(List<byte[]> states) throws UnreadableStateException {
    for (int i = 0; i < states.size(); i++) {
      Symbol symbol = symbols.get(i);
      Symbol restored = symbol.recovered(states.get(i), symbol.id() - SINCE);
      if (restored.matcher().size() != symbol.matcher().size()) {
        throw new IllegalStateException("lost some subscriptions");
      }
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
