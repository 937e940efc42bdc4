package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.Position;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.model.Price;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Where the feed stood when somebody led last. */
public final class LastTrades {

  // Beside the symbols that have traded, those that are watched and have not: since their first
  // activation.
  private static final String READ =
      "select symbol, trade_id, price, trade_time from last_trade"
          + " union all"
          + " select s.symbol, null, null, min(a.activated_at)"
          + " from subscription s join activation a on a.subscription_id = s.id"
          + " where s.ended_at is null"
          + " and not exists (select from last_trade l where l.symbol = s.symbol)"
          + " group by s.symbol";

  private LastTrades() {}

  /** Tells the feed every position, to go on from. */
  public static void restore(LeaderSession session, Feed feed) throws SQLException {
    Instant wholeUntil = session.standing().wholeUntil().orElse(Instant.EPOCH);
    Connection connection = session.connection();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        Instant time = time(row);
        feed.restore(
            row.getString(1),
            position(row),
            time.toEpochMilli(),
            latest(time, wholeUntil).toEpochMilli());
      }
    }
    connection.rollback();
  }

  private static @Nullable Position position(ResultSet row) throws SQLException {
    long tradeId = row.getLong(2);
    if (row.wasNull()) {
      return null;
    }
    long price = row.getBigDecimal(3).movePointRight(Price.SCALE).longValueExact();
    return new Position(tradeId, price, time(row).toEpochMilli());
  }

  private static Instant time(ResultSet row) throws SQLException {
    return row.getObject(4, OffsetDateTime.class).toInstant();
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
