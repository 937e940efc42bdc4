package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.Oracle.Expected;
import io.coinpanel.testkit.market.Oracle.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares table rows of plain thresholds with the oracle. */
final class TableComparison {

  private static final int SHOWN = 20;
  private static final Set<String> WHOLE = Set.of("live", "backfill");

  private final Oracle oracle;
  private final RuleOracle rules;
  private final List<String> differences = new ArrayList<>();
  private final Set<Row> seen = new HashSet<>();
  // By client and symbol: the order that is promised.
  private final Map<String, Long> orders = new HashMap<>();
  private long lastId;
  private long rows;

  /**
   * @param rules whose subscriptions are compared elsewhere
   */
  TableComparison(Oracle oracle, RuleOracle rules) {
    this.oracle = oracle;
    this.rules = rules;
  }

  /** Rows read so far, each compared once. */
  long rows() {
    return rows;
  }

  /** Reads the rows since the last time; fails with every difference. */
  void compare(Connection connection) throws SQLException {
    differences.clear();
    seen.clear();
    read(connection);
    oracle.expected().forEach(this::requireSeen);
    finished(connection);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          differences.size()
              + " differences: "
              + differences.stream().sorted().limit(SHOWN).toList());
    }
    rows += seen.size();
  }

  private void requireSeen(Row row, Expected known) {
    if (known.isRequired() && !seen.contains(row)) {
      differences.add(
          "missing " + row + " " + known + " of " + oracle.describe(row.subscription()));
    }
  }

  private void read(Connection connection) throws SQLException {
    String sql =
        """
        select id, subscription_id, trade_id, trade_time, price, previous_price, source,
               owner_id
        from notification
        where id > %d
        order by id
        """
            .formatted(lastId);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        lastId = row.getLong(1);
        if (!rules.knows(row.getLong(2))) {
          check(row(row), row.getString(7), row.getLong(8));
        }
      }
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(2),
        row.getLong(3),
        row.getTimestamp(4).getTime(),
        row.getBigDecimal(5).movePointRight(8).longValueExact(),
        row.getBigDecimal(6).movePointRight(8).longValueExact());
  }

  private void check(Row row, String source, long client) {
    Expected known = oracle.expected().get(row);
    if (known == null) {
      differences.add(
          "invented, or stored before: "
              + (source + " " + row + " of ")
              + oracle.describe(row.subscription()));
      return;
    }
    if (!seen.add(row)) {
      differences.add("twice " + row);
    }
    if (known.isAcrossGap() ? !source.equals("gap") : !WHOLE.contains(source)) {
      differences.add("seen in " + source + " " + row + " " + known);
    }
    Long before = orders.put(client + " " + known.symbol(), known.order());
    if (before != null && before > known.order()) {
      differences.add("out of order " + row);
    }
  }

  private void finished(Connection connection) throws SQLException {
    Set<Long> ended = new HashSet<>();
    String sql =
        """
        select id, coalesce(expires_at <= now(), false)
        from subscription
        where ended_as = 'finished'
        """;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        long id = row.getLong(1);
        ended.add(id);
        if (!row.getBoolean(2) && !rules.knows(id) && oracle.isFinishedTooEarly(id)) {
          differences.add("finished too early: " + id);
        }
      }
    }
    oracle.finished().stream()
        .filter(id -> !ended.contains(id))
        .forEach(id -> differences.add("not finished: " + id));
  }
}
