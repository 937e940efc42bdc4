package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Terms;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The query of a subscription's state, and how its rows are read. */
final class StateColumns {

  /** Of {@code subscription s}; its condition and {@code owner_id} follow. */
  static final String SELECT =
      """
      select
        s.id, s.revision, s.baseline_revision, anonymous.id is null, s.symbol, s.repeat,
        s.cooldown_seconds, s.expires_at, s.name, s.note, s.destinations,
        case
          when s.ended_as is not null then s.ended_as
          when s.paused_at is not null then 'paused'
          when not symbol.trading then 'halted'
          when activation.id is null then 'pending'
          else 'active'
        end as status,
        coalesce(s.end_reason, nullif(s.pause_reason, 'disabled')),
        s.created_at, last_trade.price, counted.notifications, counted.last_notified_at,
        %s, s.owner_id
      from subscription s
      join symbol on symbol.name = s.symbol
      left join connection anonymous on anonymous.id = s.owner_id
      left join activation
        on activation.subscription_id = s.id and activation.revision = s.baseline_revision
      left join last_trade on last_trade.symbol = s.symbol
      left join notification_count counted on counted.subscription_id = s.id
      """
          .formatted(ConditionColumns.select("s"));

  static final String BY_IDS = SELECT + "where s.id = any (?)";

  private StateColumns() {}

  static SubscriptionState state(ResultSet row) throws SQLException {
    return new SubscriptionState(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getBoolean(4),
        terms(row),
        details(row),
        WireEnum.parse(SubscriptionStatus.class, row.getString(12)).orElseThrow(),
        row.getString(13),
        Objects.requireNonNull(instant(row, 14)),
        price(row, 15),
        row.getLong(16),
        instant(row, 17));
  }

  private static Terms terms(ResultSet row) throws SQLException {
    return new Terms(
        row.getString(5),
        ConditionColumns.read(row, 18),
        WireEnum.parse(Repeat.class, row.getString(6)).orElseThrow(),
        row.getInt(7),
        instant(row, 8));
  }

  private static Details details(ResultSet row) throws SQLException {
    Array destinations = row.getArray(11);
    return new Details(
        row.getString(9),
        row.getString(10),
        destinations == null ? null : List.of((Long[]) destinations.getArray()));
  }

  static @Nullable Price price(ResultSet row, int column) throws SQLException {
    BigDecimal number = row.getBigDecimal(column);
    return number == null ? null : Price.of(number).orElseThrow();
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
