package io.coinpanel.webserver.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the daily notices that all is well. On one webserver at a time, in a transaction. */
final class HeartbeatNotices {

  private static final int BATCH = 100;

  private static final String DUE =
      """
      select id, heartbeat_zone, heartbeat_at
      from destination
      where heartbeat_due <= ?
      order by heartbeat_due
      limit ?
      for no key update
      """;

  private static final String NEXT = "update destination set heartbeat_due = ? where id = ?";

  private static final String WRITE =
      Notice.writing(
          """
      insert into notice (destination_id, kind, subject, data, text, at)
      select
        :destination, 'heartbeat', '',
        jsonb_build_object('subscriptions', watched.subscriptions, 'blind', to_jsonb(watched.blind)),
        format(
          'Watching %%s %%s, ', watched.subscriptions,
          case watched.subscriptions when 1 then 'alert' else 'alerts' end)
          || case cardinality(watched.blind)
            when 0 then 'all well'
            else 'no trades received for ' || upper(array_to_string(watched.blind[1\\:10], ', '))
              || case when cardinality(watched.blind) > 10
                then format(' and %%s more', cardinality(watched.blind) - 10) else '' end
          end,
        :now
      from (
        select
          count(*) as subscriptions,
          coalesce(
            array_agg(distinct blind.symbol) filter (where blind.symbol is not null),
            array[]::text[]) as blind
        from usable_destination d
        join subscription s
          on s.owner_id = d.account_id and s.ended_at is null and s.paused_at is null
            and %s
        left join lateral (
          select s.symbol
          where exists (select from symbol_feed f where f.symbol = s.symbol and f.state = 'stale')
            or exists (select from leadership where whole_until < now() - interval '60 seconds')
        ) blind on true
        where d.id = :destination
      ) watched
      where exists (select from usable_destination where id = :destination)
      """
              .formatted(DestinationRows.IS_FOR));

  private final JdbcClient database;
  private final InstantSource clock;

  HeartbeatNotices(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Due(long destination, Heartbeat heartbeat) {
    static Due of(ResultSet row, int number) throws SQLException {
      return new Due(
          row.getLong("id"),
          new Heartbeat(
              ZoneId.of(row.getString("heartbeat_zone")),
              Objects.requireNonNull(row.getObject("heartbeat_at", LocalTime.class))));
    }
  }

  /** Whether there may be more. */
  boolean doWork() {
    Instant now = clock.instant();
    List<Due> due = database.sql(DUE).params(time(now), BATCH).query(Due::of).list();
    for (Due one : due) {
      database.sql(WRITE).param("destination", one.destination()).param("now", time(now)).update();
      database.sql(NEXT).params(time(one.heartbeat().next(now)), one.destination()).update();
    }
    return due.size() == BATCH;
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
