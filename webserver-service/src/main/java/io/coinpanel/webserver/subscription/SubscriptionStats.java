package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.StatsReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures of one owner's subscriptions and notifications. */
final class SubscriptionStats {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * Of an owner's notifications the newest are counted: as many as the default budget of an hour.
   * An owner who has more cannot keep a connection busy.
   */
  static final int MOST = 100_000;

  // Thresholds and edges nearest to the last price are of subscriptions that are evaluated.
  private static final String SYMBOLS =
      """
      with live as (
        select s.symbol, s.threshold, s.lower, s.upper, s.paused_at is null as enabled,
          activation.id is not null as active
        from subscription s
        left join activation
          on activation.subscription_id = s.id and activation.revision = s.baseline_revision
        where s.owner_id = :owner and s.ended_at is null
      ),
      fired as (
        select s.symbol, count(*) as last_day,
          count(*) filter (where n.created_at >= :hour) as last_hour
        from (
          select subscription_id, created_at
          from notification
          where owner_id = :owner and trade_time >= :oldest
          order by id desc
          limit :most
        ) n
        join subscription s on s.id = n.subscription_id
        where n.created_at >= :day
        group by s.symbol
      )
      select
        coalesce(live.symbol, fired.symbol),
        max(last_trade.price),
        count(live.symbol),
        least(
          min(threshold) filter (where enabled and threshold > last_trade.price),
          min(lower) filter (where enabled and lower > last_trade.price),
          min(upper) filter (where enabled and upper > last_trade.price)
        ),
        greatest(
          max(threshold) filter (where enabled and threshold < last_trade.price),
          max(lower) filter (where enabled and lower < last_trade.price),
          max(upper) filter (where enabled and upper < last_trade.price)
        ),
        coalesce(max(fired.last_day), 0),
        coalesce(max(fired.last_hour), 0),
        count(live.symbol) filter (where enabled and active),
        count(live.symbol) filter (where enabled and not active),
        count(live.symbol) filter (where not enabled)
      from live
      full join fired using (symbol)
      left join last_trade on last_trade.symbol = coalesce(live.symbol, fired.symbol)
      group by coalesce(live.symbol, fired.symbol)
      order by 1
      """;

  private final JdbcClient database;
  private final InstantSource clock;

  SubscriptionStats(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One symbol's figures, and its part of the totals. */
  private record Row(
      StatsReport.OfSymbol symbol, long lastHour, long active, long pending, long paused) {}

  StatsReport read(long ownerId) {
    List<Row> rows =
        database
            .sql(SYMBOLS)
            .param("owner", ownerId)
            .param("hour", before(HOUR))
            .param("day", before(DAY))
            .param("most", MOST)
            .param("oldest", before(DAY.multipliedBy(2)))
            .query((row, number) -> row(row))
            .list();
    return new StatsReport(
        rows.stream().mapToLong(Row::active).sum(),
        rows.stream().mapToLong(Row::pending).sum(),
        rows.stream().mapToLong(Row::paused).sum(),
        rows.stream().mapToLong(Row::lastHour).sum(),
        rows.stream().mapToLong(row -> row.symbol().notificationsLastDay()).sum(),
        rows.stream().map(Row::symbol).filter(symbol -> symbol.subscriptions() > 0).toList());
  }

  private OffsetDateTime before(Duration age) {
    return clock.instant().minus(age).atOffset(ZoneOffset.UTC);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new StatsReport.OfSymbol(
            row.getString(1),
            StateColumns.price(row, 2),
            row.getLong(3),
            StateColumns.price(row, 4),
            StateColumns.price(row, 5),
            row.getLong(6)),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10));
  }
}
