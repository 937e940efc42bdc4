package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.market.Trade;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Looks into the tables that ingestion writes. */
final class IngestionTables {

  private final PostgresServer postgres;

  IngestionTables(PostgresServer postgres) {
    this.postgres = postgres;
  }

  /** Whether ingestion stands at these trades. */
  boolean isAt(Set<Trade> last) throws SQLException {
    Set<String> stored =
        texts(
            """
            select symbol || ' ' || trade_id || ' ' || (extract(epoch from trade_time) * 1000)::bigint
            from last_trade
            """);
    return last.stream()
        .allMatch(trade -> stored.contains(trade.symbol() + " " + trade.id() + " " + trade.time()));
  }

  /** Subscriptions that are active, or were, with the trade of their baseline if it was known. */
  Map<Long, OptionalLong> baselines() throws SQLException {
    Map<Long, OptionalLong> baselines = new HashMap<>();
    try (Connection connection = postgres.superuser();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select subscription_id, trade_id from activation")) {
      while (row.next()) {
        Long trade = row.getObject(2, Long.class);
        baselines.put(
            row.getLong(1), trade == null ? OptionalLong.empty() : OptionalLong.of(trade));
      }
    }
    return baselines;
  }

  /** Ended subscriptions. */
  Set<Long> ended() throws SQLException {
    return longs("select id from subscription where ended_at is not null");
  }

  /** How many subscriptions are live although their time has passed. */
  long overdue() throws SQLException {
    return count("subscription where ended_at is null and expires_at < now()");
  }

  long count(String rows) throws SQLException {
    return longs("select count(*) from " + rows).iterator().next();
  }

  private Set<Long> longs(String sql) throws SQLException {
    Set<Long> found = new HashSet<>();
    for (String text : texts(sql)) {
      found.add(Long.parseLong(text));
    }
    return found;
  }

  private Set<String> texts(String sql) throws SQLException {
    Set<String> found = new HashSet<>();
    try (Connection connection = postgres.superuser();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
