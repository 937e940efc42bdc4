package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.FeedState;
import io.coinpanel.ingestion.feed.FeedState.Ok;
import io.coinpanel.ingestion.feed.FeedState.Stale;
import io.coinpanel.ingestion.feed.StaleFeed;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which symbols are stale, as stored. */
public final class FeedStates {

  private static final String READ =
      "select symbol, since, after_trade_id from symbol_feed where state = 'stale'";
  private static final String STORE =
      """
      insert into symbol_feed (symbol, state, since, after_trade_id, found, missing)
      select
        new.symbol,
        new.state,
        timestamptz 'epoch' + new.since * interval '1 millisecond',
        new.after_trade_id,
        new.found,
        new.missing
      from
        unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
          as new (symbol, state, since, after_trade_id, found, missing)
      on conflict (symbol) do update
      set
        state = excluded.state,
        since = excluded.since,
        after_trade_id = excluded.after_trade_id,
        found = excluded.found,
        missing = excluded.missing,
        changed_at = now(),
        changed_in = pg_current_xact_id()
      """;
  private static final String DELETE = "delete from symbol_feed where symbol = any (?::text[])";

  private FeedStates() {}

  /** The stale ones. */
  public static List<StaleFeed> readStale(LeaderSession session) throws SQLException {
    List<StaleFeed> stale = new ArrayList<>();
    Connection connection = session.connection();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        long since = row.getObject(2, OffsetDateTime.class).toInstant().toEpochMilli();
        stale.add(new StaleFeed(row.getString(1), new Stale(since, row.getObject(3, Long.class))));
      }
    }
    connection.rollback();
    return stale;
  }

  /** Adds changes; null for symbols that are no longer watched. */
  static void store(Map<String, @Nullable FeedState> states, StatementPipeline pipeline) {
    List<String> dropped = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    states.forEach(
        (symbol, state) -> {
          if (state == null) {
            dropped.add(symbol);
          } else {
            rows.add(Row.of(symbol, state));
          }
        });
    if (!dropped.isEmpty()) {
      pipeline.add(DELETE, (Object) dropped.toArray(String[]::new));
    }
    if (!rows.isEmpty()) {
      pipeline.add(
          STORE,
          rows.stream().map(Row::symbol).toArray(String[]::new),
          rows.stream().map(Row::state).toArray(String[]::new),
          rows.stream().mapToLong(Row::since).toArray(),
          rows.stream().map(Row::afterTradeId).toArray(Long[]::new),
          rows.stream().map(Row::found).toArray(Long[]::new),
          rows.stream().map(Row::missing).toArray(Long[]::new));
    }
  }

  private record Row(
      String symbol,
      String state,
      long since,
      @Nullable Long afterTradeId,
      @Nullable Long found,
      @Nullable Long missing) {

    static Row of(String symbol, FeedState changed) {
      return switch (changed) {
        case Stale stale ->
            new Row(symbol, "stale", stale.since(), stale.afterTradeId(), null, null);
        case Ok ok -> new Row(symbol, "ok", ok.since(), null, ok.found(), ok.missing());
      };
    }
  }
}
