package io.coinpanel.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table of text: a header line and one line per row. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... columns) {
    this(List.of(columns));
  }

  public Table(List<String> columns) {
    rows.add(columns);
  }

  /** Adds a row; what is empty is shown as a dash. */
  public void add(String... cells) {
    add(List.of(cells));
  }

  /** Adds a row; what is empty is shown as a dash. */
  public void add(List<String> cells) {
    rows.add(cells.stream().map(cell -> cell.isEmpty() ? "-" : Terminal.printable(cell)).toList());
  }

  /** Prints it, its header in bold. */
  public void print(Terminal terminal) {
    List<String> lines = lines();
    terminal.printResult(terminal.outStyle().bold(lines.getFirst()));
    lines.stream().skip(1).forEach(terminal::printResult);
  }

  List<String> lines() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int[] widths() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(row.get(column));
      line.repeat(' ', widths[column] - length(row.get(column)) + 2);
    }
    return line.toString().stripTrailing();
  }
}
