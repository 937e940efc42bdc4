package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.conditions.Direction;
import io.coinpanel.testkit.conditions.Fired;
import io.coinpanel.testkit.conditions.Oracle.Reason;
import io.coinpanel.testkit.conditions.Source;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares notifications of every condition with the oracle, in all that they carry. */
final class RuleComparison {

  // Direction and level of a plain threshold are not stored: they follow from its terms and prices.
  private static final String ROWS =
      """
      select
        n.id, n.subscription_id, n.revision, n.trade_id, n.price, n.previous_price, n.trade_time,
        n.source,
        case
          when n.direction is null and terms.threshold is not null
          then case when n.price > n.previous_price then 'up' else 'down' end
          else n.direction
        end,
        coalesce(n.level, terms.threshold), n.reference_price, n.bar_end
      from notification n
      left join lateral (
        select threshold from subscription_revision
        where subscription_id = n.subscription_id and revision = n.revision
        union all
        select threshold from subscription where id = n.subscription_id
        limit 1
      ) terms on true
      where n.id > ?
      order by n.id
      """;

  private static final int SHOWN = 20;
  private static final int PRICE_DECIMALS = 8;
  private static final int LEVEL_DECIMALS = 14;

  private final RuleOracle oracle;
  private final List<String> differences = new ArrayList<>();
  private long lastId;
  private long rows;

  RuleComparison(RuleOracle oracle) {
    this.oracle = oracle;
  }

  /** Rows read so far, each compared once. */
  long rows() {
    return rows;
  }

  /** Reads the rows since the last time; fails with every difference. */
  void compare(Connection connection) throws SQLException {
    differences.clear();
    Set<Fired> expected = new HashSet<>();
    oracle.judge().forEach(fired -> expected.add(known(fired)));
    Set<Fired> seen = read(connection, expected);
    for (Fired fired : expected) {
      if (!seen.contains(fired) && !oracle.hasLeft(fired.subscription())) {
        differ("missing", fired);
      }
    }
    compareFinished(connection);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          differences.size()
              + " differences: "
              + differences.stream().sorted().limit(SHOWN).toList());
    }
    oracle.settled();
    rows += seen.size();
  }

  private void differ(String how, Fired fired) {
    differences.add(how + " " + fired + " of " + oracle.describe(fired.subscription()));
  }

  private Set<Fired> read(Connection connection, Set<Fired> expected) throws SQLException {
    Set<Fired> seen = new HashSet<>();
    try (var statement = connection.prepareStatement(ROWS)) {
      statement.setLong(1, lastId);
      read(statement.executeQuery(), expected, seen);
    }
    return seen;
  }

  private void read(ResultSet row, Set<Fired> expected, Set<Fired> seen) throws SQLException {
    while (row.next()) {
      lastId = row.getLong(1);
      if (oracle.knows(row.getLong(2))) {
        Fired fired = fired(row);
        if (!expected.contains(fired)) {
          differ("invented, or stored before:", fired);
        } else if (!seen.add(fired)) {
          differ("twice", fired);
        }
      }
    }
  }

  private static Fired fired(ResultSet row) throws SQLException {
    String direction = row.getString(9);
    BigDecimal level = row.getBigDecimal(10);
    Timestamp barEnd = row.getTimestamp(12);
    Fired fired =
        new Fired(
            row.getLong(2),
            row.getInt(3),
            row.getLong(4),
            row.getBigDecimal(5).movePointRight(PRICE_DECIMALS).longValueExact(),
            units(row.getBigDecimal(6)),
            row.getTimestamp(7).getTime(),
            Source.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
            direction == null ? null : Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
            level == null ? null : level.setScale(LEVEL_DECIMALS),
            units(row.getBigDecimal(11)),
            barEnd == null ? null : barEnd.getTime());
    return known(fired);
  }

  private static @Nullable Long units(@Nullable BigDecimal price) {
    return price == null ? null : price.movePointRight(PRICE_DECIMALS).longValueExact();
  }

  /** Whether a trade came by a stream or from history, only faults decide. */
  private static Fired known(Fired fired) {
    return new Fired(
        fired.subscription(),
        fired.revision(),
        fired.tradeId(),
        fired.price(),
        fired.previousPrice(),
        fired.time(),
        fired.source() == Source.GAP ? Source.GAP : Source.LIVE,
        fired.direction(),
        fired.level(),
        fired.referencePrice(),
        fired.barEnd());
  }

  private void compareFinished(Connection connection) throws SQLException {
    Set<Long> finished = new HashSet<>();
    String sql =
        "select id, coalesce(expires_at <= now(), false) from subscription"
            + " where ended_as = 'finished'";
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        long id = row.getLong(1);
        finished.add(id);
        boolean isExpired = row.getBoolean(2);
        if (oracle.knows(id) && !isExpired && oracle.finished(id) == null && !oracle.hasLeft(id)) {
          differences.add("finished too early: " + oracle.describe(id));
        }
      }
    }
    oracle.remaining().stream()
        .filter(id -> oracle.finished(id) == Reason.FIRED && !finished.contains(id))
        .forEach(id -> differences.add("not finished: " + oracle.describe(id)));
  }
}
