package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.socket.TrackedSubscription;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored notifications. Their ids are in commit order, so reading past an id misses none. */
public final class Notifications implements NotificationBacklog {

  private static final String COLUMNS =
      """
      n.id, n.subscription_id, n.owner_id, n.trade_id,
      (n.price * 100000000)::bigint, (n.previous_price * 100000000)::bigint,
      n.trade_time, n.created_at, n.source
      """;

  /** Those of all connections behind an id, oldest first, up to a number. */
  static final String NEW =
      """
      select %s
      from notification n
      where n.id > ?
      order by n.id
      limit ?
      """
          .formatted(COLUMNS);

  private static final String MISSED =
      """
      select %s, s.symbol, s.condition, (s.threshold * 100000000)::bigint, s.repeat
      from notification n
      join subscription s
        on s.id = n.subscription_id and s.ended_as is distinct from 'unsubscribed'
      where n.owner_id = ? and n.id > ? and n.id <= ?
      order by n.id
      limit ?
      """
          .formatted(COLUMNS);

  private final JdbcClient database;

  public Notifications(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<MissedNotification> read(long connectionId, long after, long upTo, int limit) {
    return database
        .sql(MISSED)
        .params(connectionId, after, upTo, limit)
        .query((row, number) -> new MissedNotification(notified(row), subscription(row)))
        .list();
  }

  private static TrackedSubscription subscription(ResultSet row) throws SQLException {
    return new TrackedSubscription(
        row.getLong(2),
        row.getString(10),
        WireEnum.parse(Condition.class, row.getString(11)).orElseThrow(),
        row.getLong(12),
        row.getString(13).equals(Repeat.ONCE.wireName()),
        TrackedSubscription.NEVER);
  }

  static Notified notified(ResultSet row) throws SQLException {
    return new Notified(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        instant(row, 7),
        instant(row, 8),
        WireEnum.parse(Source.class, row.getString(9)).orElseThrow());
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
