package io.coinpanel.webserver.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180). */
final class CsvFile {

  private static final char QUOTE = '"';

  private CsvFile() {}

  /**
   * A row.
   *
   * @param line the line it begins on, from 1
   */
  record Row(int line, List<String> cells) {}

  /** Its rows; empty lines are none. */
  static List<Row> parse(String text) {
    return new Reader(text).rows();
  }

  /** A row with its line end. */
  static String line(List<String> cells) {
    return cells.stream().map(CsvFile::quote).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quote(String cell) {
    boolean plain =
        cell.equals(cell.strip())
            && cell.chars().noneMatch(c -> c == ',' || c == QUOTE || c == '\r' || c == '\n');
    return plain ? cell : QUOTE + cell.replace("\"", "\"\"") + QUOTE;
  }

  /** Reads a text once. */
  private static final class Reader {

    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    Reader(String text) {
      this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    List<Row> rows() {
      while (at < text.length()) {
        Row row = row();
        if (row.cells().size() > 1 || !row.cells().getFirst().isEmpty()) {
          rows.add(row);
        }
      }
      return rows;
    }

    private Row row() {
      int began = line;
      List<String> cells = new ArrayList<>();
      cells.add(cell());
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        cells.add(cell());
      }
      endLine();
      return new Row(began, cells);
    }

    private void endLine() {
      if (at < text.length() && text.charAt(at) == '\r') {
        at++;
      }
      if (at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      line++;
    }

    private String cell() {
      return at < text.length() && text.charAt(at) == QUOTE ? quoted() : unquoted();
    }

    private String unquoted() {
      int from = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at).strip();
    }

    /** Up to the closing quote; a quote that is doubled is one of the cell. */
    private String quoted() {
      StringBuilder cell = new StringBuilder();
      at++;
      while (at < text.length() && !isClosing()) {
        char c = text.charAt(at);
        at += c == QUOTE ? 2 : 1;
        line += c == '\n' ? 1 : 0;
        cell.append(c);
      }
      at = Math.min(at + 1, text.length());
      return cell.append(unquoted()).toString();
    }

    private boolean isClosing() {
      return text.charAt(at) == QUOTE && (at + 1 == text.length() || text.charAt(at + 1) != QUOTE);
    }
  }
}
