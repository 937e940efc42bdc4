package io.coinpanel.cli.alert;

import java.util.ArrayList;
import java.util.List;

/** Formats alerts as a table. */
final class AlertTable {

  private static final List<String> HEAD =
      List.of("ID", "ALERT", "STATUS", "PRICE", "DISTANCE", "TOLD", "LAST TOLD", "SESSION");

  private AlertTable() {}

  /** A header line and one line per alert. */
  static List<String> of(List<Alert> alerts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    alerts.forEach(alert -> rows.add(row(alert)));
    int[] widths = widths(rows);
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(Alert alert) {
    return List.of(
        alert.id(),
        alert.description(),
        alert.field("status"),
        orDash(alert.field("last_price")),
        orDash(alert.distance()),
        Integer.toString(alert.notificationCount()),
        orDash(alert.field("last_notified_at")),
        alert.session().text());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(row.get(column));
      line.repeat(' ', widths[column] - row.get(column).length() + 2);
    }
    return line.toString().stripTrailing();
  }
}
