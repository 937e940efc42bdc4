package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.model.Price;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** The stored trade cursors. */
public final class TradeCursors {

  private static final String READ = "select symbol, trade_id, price, trade_time from last_trade";

  private TradeCursors() {}

  /**
   * Restores the feed's trade cursors.
   *
   * @param downtime downtime of the feed
   */
  public static void restore(LeaderSession session, Duration downtime, Feed feed)
      throws SQLException {
    Connection connection = session.connection();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        TradeCursor last = cursor(row);
        feed.restore(row.getString(1), last, last.time(), downtime);
      }
    }
    connection.rollback();
  }

  private static TradeCursor cursor(ResultSet row) throws SQLException {
    return new TradeCursor(
        row.getLong(2),
        row.getBigDecimal(3).movePointRight(Price.SCALE).longValueExact(),
        row.getObject(4, OffsetDateTime.class).toInstant().toEpochMilli());
  }
}
