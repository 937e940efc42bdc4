package io.coinpanel.cli.backtest;

import io.coinpanel.backtest.Backtest;
import io.coinpanel.backtest.Firing;
import io.coinpanel.backtest.NotificationFields;
import io.coinpanel.cli.terminal.Terminal;
import io.coinpanel.model.Price;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Prints what backtests found: notifications as {@code watch} does, then the sums. */
final class BacktestPrinter {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int TIME_WIDTH = 24;
  private static final int GAP = 2;

  private final Terminal terminal;
  private final boolean json;

  BacktestPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  void print(Tried tried, Firing firing) {
    terminal.printResult(
        json
            ? JSON.writeValueAsString(NotificationFields.of(tried.terms(), firing))
            : tried.line(firing).styled(terminal.outStyle()));
  }

  /** Two side by side, in the order of their trades. */
  void printCompared(Tried one, Tried other) {
    if (json) {
      printCompared(one, 1);
      printCompared(other, 2);
      return;
    }
    Map<Long, @Nullable Firing[]> rows = new TreeMap<>();
    add(rows, one.firings(), 0);
    add(rows, other.firings(), 1);
    int width = Math.max(one.name().length(), one.counted().length());
    terminal.printResult(row("", one.name(), other.name(), width));
    for (@Nullable Firing[] row : rows.values()) {
      String time = time(row[0] == null ? row[1] : row[0]);
      terminal.printResult(row(time, cell(row[0]), cell(row[1]), width));
    }
    terminal.printResult(row("", one.counted(), other.counted(), width));
  }

  private void printCompared(Tried tried, int number) {
    for (Firing firing : tried.firings()) {
      Map<String, @Nullable Object> fields = NotificationFields.of(tried.terms(), firing);
      fields.put("terms", number);
      terminal.printResult(JSON.writeValueAsString(fields));
    }
  }

  private static void add(Map<Long, @Nullable Firing[]> rows, List<Firing> firings, int column) {
    for (Firing firing : firings) {
      rows.computeIfAbsent(firing.tradeId(), _ -> new Firing[2])[column] = firing;
    }
  }

  private static String time(@Nullable Firing firing) {
    return firing == null ? "" : firing.tradeTime().toString();
  }

  private static String cell(@Nullable Firing firing) {
    return firing == null ? "" : Price.toString(firing.price());
  }

  private static String row(String time, String one, String other, int width) {
    return (padded(time, TIME_WIDTH + GAP) + padded(one, width + GAP) + other).stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** The sums; beside the JSON, not in it. */
  void printSums(Backtest backtest, List<Tried> tried) {
    String sums = sums(backtest, tried);
    if (json) {
      terminal.printMessage(sums);
    } else {
      terminal.printResult(sums);
    }
  }

  private static String sums(Backtest backtest, List<Tried> tried) {
    if (backtest.trades() == 0) {
      return "There were no trades, and no notifications.";
    }
    List<String> counts = tried.stream().map(Tried::counted).toList();
    return String.format(
        Locale.ROOT,
        "%s over %,d trades from %s to %s; %s.",
        String.join(" and ", counts),
        backtest.trades(),
        backtest.start(),
        backtest.end(),
        backtest.missing() == 0
            ? "no trade ids are missing"
            : String.format(Locale.ROOT, "%,d trade ids are missing", backtest.missing()));
  }
}
