package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.Position;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.model.Price;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Where the feed stood when somebody led last. */
public final class LastTrades {

  private static final String READ = "select symbol, trade_id, price, trade_time from last_trade";

  private LastTrades() {}

  /**
   * Tells the feed every position, to go on from.
   *
   * @param unfollowed for how long nobody has followed the feed
   */
  public static void restore(LeaderSession session, Duration unfollowed, Feed feed)
      throws SQLException {
    Connection connection = session.connection();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        Position last = position(row);
        feed.restore(row.getString(1), last, last.time(), unfollowed);
      }
    }
    connection.rollback();
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getLong(2),
        row.getBigDecimal(3).movePointRight(Price.SCALE).longValueExact(),
        row.getObject(4, OffsetDateTime.class).toInstant().toEpochMilli());
  }
}
