package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Source;
import io.coinpanel.model.Term;
import io.coinpanel.webserver.connection.Backlog;
import io.coinpanel.webserver.connection.Event.Notified;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored notifications. Their ids are in commit order, so reading past an id misses none. */
public final class Notifications implements Backlog {

  private static final String COLUMNS =
      "select id, subscription_id, connection_id, trade_id, (price * 100000000)::bigint,"
          + " (previous_price * 100000000)::bigint, trade_time, created_at, source"
          + " from notification";

  /** Those of all connections behind an id, oldest first, up to a number. */
  static final String NEW = COLUMNS + " where id > ? order by id limit ?";

  private final JdbcClient database;

  public Notifications(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<Notified> read(long connectionId, long after, long upTo, int limit) {
    return database
        .sql(COLUMNS + " where connection_id = ? and id > ? and id <= ? order by id limit ?")
        .params(connectionId, after, upTo, limit)
        .query((row, number) -> notified(row))
        .list();
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
        Term.parse(Source.class, row.getString(9)).orElseThrow());
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
