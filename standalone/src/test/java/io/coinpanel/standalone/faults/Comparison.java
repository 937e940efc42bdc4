package io.coinpanel.standalone.faults;

import io.coinpanel.standalone.faults.Oracle.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** What is in the tables beside what the oracle says, row for row. */
final class Comparison {

  private static final int SHOWN = 20;
  private static final Set<String> SOURCES = Set.of("live", "backfill");

  private final Oracle oracle;
  private final Set<Row> seen = new HashSet<>();
  private long lastId;

  Comparison(Oracle oracle) {
    this.oracle = oracle;
  }

  /** Rows read so far, each compared once. */
  int rows() {
    return seen.size();
  }

  /** Reads the rows since the last time; fails with every difference. */
  void compare(Connection connection) throws SQLException {
    Set<String> differences = new HashSet<>();
    read(connection, differences);
    for (Row row : oracle.required()) {
      if (!seen.contains(row)) {
        differences.add("missing " + row);
      }
    }
    for (Row row : seen) {
      if (!oracle.required().contains(row) && !oracle.optional().contains(row)) {
        differences.add("invented " + row);
      }
    }
    finished(connection, differences);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          differences.size()
              + " differences: "
              + differences.stream().sorted().limit(SHOWN).toList());
    }
  }

  private void read(Connection connection, Set<String> differences) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select id, subscription_id, trade_id, price, previous_price, source"
                    + " from notification where id > "
                    + lastId
                    + " order by id")) {
      while (row.next()) {
        lastId = row.getLong(1);
        Row read =
            new Row(
                row.getLong(2),
                row.getLong(3),
                row.getBigDecimal(4).movePointRight(8).longValueExact(),
                row.getBigDecimal(5).movePointRight(8).longValueExact());
        if (!seen.add(read)) {
          differences.add("twice " + read);
        }
        if (!SOURCES.contains(row.getString(6))) {
          differences.add("seen in " + row.getString(6) + " " + read);
        }
      }
    }
  }

  private void finished(Connection connection, Set<String> differences) throws SQLException {
    Set<Long> finished = new HashSet<>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("select id from subscription where ended_as = 'finished'")) {
      while (row.next()) {
        finished.add(row.getLong(1));
      }
    }
    for (long subscription : oracle.finished()) {
      if (!finished.contains(subscription)) {
        differences.add("not finished: " + subscription);
      }
    }
  }
}
