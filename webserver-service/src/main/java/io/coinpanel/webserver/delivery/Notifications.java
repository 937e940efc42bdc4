package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.socket.Event.Notified;
import io.coinpanel.webserver.socket.NotificationBacklog;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.socket.TrackedSubscription.Phase;
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
      n.id, n.subscription_id, n.revision, n.owner_id, n.trade_id,
      (n.price * 100000000)::bigint, (n.previous_price * 100000000)::bigint,
      n.trade_time, n.created_at, n.source,
      n.direction, n.level, (n.reference_price * 100000000)::bigint, n.bar_end
      """;

  /** Those of all owners behind an id, oldest first, up to a number. */
  static final String NEW =
      """
      select %s
      from notification n
      where n.id > ?
      order by n.id
      limit ?
      """
          .formatted(COLUMNS);

  /** Of each with the terms of its revision. */
  private static final String MISSED =
      """
      select
        %s, s.symbol, s.repeat,
        case when former.revision is null then s.name else former.name end,
        case when former.revision is null then s.note else former.note end,
        %s
      from notification n
      join subscription s
        on s.id = n.subscription_id and s.ended_as is distinct from 'unsubscribed'
      left join subscription_revision former
        on former.subscription_id = n.subscription_id and former.revision = n.revision
      where n.owner_id = ? and n.id > ? and n.id <= ?
      order by n.id
      limit ?
      """
          .formatted(COLUMNS, ConditionColumns.select("former", "s"));

  private final JdbcClient database;

  public Notifications(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<MissedNotification> read(long ownerId, long after, long upTo, int limit) {
    return database
        .sql(MISSED)
        .params(ownerId, after, upTo, limit)
        .query((row, number) -> new MissedNotification(notified(row), subscription(row)))
        .list();
  }

  private static TrackedSubscription subscription(ResultSet row) throws SQLException {
    return new TrackedSubscription(
        row.getLong(2),
        row.getInt(3),
        row.getInt(3),
        row.getString(15),
        ConditionColumns.read(row, 19),
        row.getString(16).equals(Repeat.ONCE.wireName()),
        TrackedSubscription.NEVER,
        row.getString(17),
        row.getString(18),
        Phase.RUNNING);
  }

  static Notified notified(ResultSet row) throws SQLException {
    return new Notified(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getObject(7, Long.class),
        instant(row, 8),
        instant(row, 9),
        WireEnum.parse(Source.class, row.getString(10)).orElseThrow(),
        FiringColumns.read(row, 11));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
