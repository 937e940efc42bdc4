package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has happened to a connection's subscriptions so far, counted by the database. */
final class Tallies {

  private final JdbcClient database;

  Tallies(JdbcClient database) {
    this.database = database;
  }

  /**
   * The notifications of one subscription.
   *
   * @param count of its notifications
   * @param last when the latest was written
   */
  record Tally(long count, Instant last) {}

  /** By subscription; those without a notification are not there. */
  Map<Long, Tally> notifications(long connectionId) {
    Map<Long, Tally> tallies = new HashMap<>();
    database
        .sql(
            "select subscription_id, count(*), max(created_at) from notification"
                + " where connection_id = ? group by subscription_id")
        .param(connectionId)
        .query(
            row -> {
              tallies.put(row.getLong(1), tally(row));
            });
    return tallies;
  }

  private static Tally tally(ResultSet row) throws SQLException {
    return new Tally(row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant());
  }

  /** By symbol, of the symbols the connection has subscriptions to. */
  Map<String, Price> lastPrices(long connectionId) {
    Map<String, Price> prices = new HashMap<>();
    database
        .sql(
            "select symbol, price from last_trade where symbol in"
                + " (select symbol from subscription where connection_id = ?)")
        .param(connectionId)
        .query(
            row -> {
              prices.put(row.getString(1), price(row.getBigDecimal(2)));
            });
    return prices;
  }

  private static Price price(BigDecimal number) {
    return Price.of(number).orElseThrow();
  }
}
