package io.coinpanel.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells: words to the left, numbers to the right, columns as wide as they need. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final String alignment;

  /**
   * An empty table.
   *
   * @param alignment a letter for each column: {@code l} or {@code r}
   */
  TextTable(String alignment) {
    this.alignment = alignment;
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  String text() {
    int[] widths = IntStream.range(0, alignment.length()).map(this::width).toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String padding = " ".repeat(widths[column] - row.get(column).length());
      boolean right = alignment.charAt(column) == 'r';
      line.append(right ? padding + row.get(column) : row.get(column) + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  /** Three significant digits, or all before the decimal point. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
