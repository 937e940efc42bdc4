package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Feed;
import io.coinpanel.ingestion.feed.MatchingState;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import io.coinpanel.matching.MatcherStart;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What conditions remember, as stored. */
public final class MatchingStates {

  private static final String READ =
      "select symbol, trade_id, price, trade_time, state from matching_state";
  // What a state knows already does no harm.
  private static final String FIRED =
      """
      select distinct on (notification.subscription_id)
        notification.subscription_id,
        notification.trade_id,
        notification.level
      from
        notification
        join subscription
          on subscription.id = notification.subscription_id
          and subscription.baseline_revision <= notification.revision
      where notification.id > (select min(notification_id) from matching_state)
      order by notification.subscription_id, notification.id desc
      """;
  // Before the batch's own notifications, some of which are of later trades.
  private static final String STORE =
      """
      insert into matching_state (symbol, trade_id, price, trade_time, notification_id, state)
      select
        new.symbol,
        new.trade_id,
        new.price * 0.00000001,
        timestamptz 'epoch' + new.trade_time * interval '1 millisecond',
        (select coalesce(max(id), 0) from notification),
        new.state
      from
        unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[])
          as new (symbol, trade_id, price, trade_time, state)
      on conflict (symbol) do update
      set
        trade_id = excluded.trade_id,
        price = excluded.price,
        trade_time = excluded.trade_time,
        notification_id = excluded.notification_id,
        state = excluded.state
      """;
  private static final String DELETE = "delete from matching_state where symbol = any (?::text[])";

  /** Decimals of a level, which may have more than a price. */
  private static final int LEVEL_SCALE = 14;

  private MatchingStates() {}

  /** Restores what conditions remember; after the trade cursors, and before the subscriptions. */
  public static void restore(LeaderSession session, Feed feed) throws SQLException {
    Connection connection = session.connection();
    Map<Long, MatcherStart> fired = readFired(connection);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(READ)) {
      while (row.next()) {
        MatchingState state = new MatchingState(TradeCursors.read(row), row.getBytes(5));
        feed.restore(row.getString(1), state, fired);
      }
    }
    connection.rollback();
  }

  private static Map<Long, MatcherStart> readFired(Connection connection) throws SQLException {
    Map<Long, MatcherStart> fired = new HashMap<>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(FIRED)) {
      while (row.next()) {
        fired.put(row.getLong(1), firing(row.getLong(1), row.getLong(2), row.getBigDecimal(3)));
      }
    }
    return fired;
  }

  private static MatcherStart firing(long subscription, long tradeId, @Nullable BigDecimal level) {
    if (level == null) {
      return MatcherStart.fired(subscription, tradeId, Crossings.NONE, 0);
    }
    BigDecimal[] units = level.movePointRight(Price.SCALE).divideAndRemainder(BigDecimal.ONE);
    int fraction = units[1].movePointRight(LEVEL_SCALE - Price.SCALE).intValueExact();
    return MatcherStart.fired(subscription, tradeId, units[0].longValueExact(), fraction);
  }

  /** Adds states; null for symbols that have none any more. */
  static void store(Map<String, @Nullable MatchingState> states, StatementPipeline pipeline) {
    List<String> dropped = new ArrayList<>();
    List<String> symbols = new ArrayList<>();
    List<MatchingState> stored = new ArrayList<>();
    states.forEach(
        (symbol, state) -> {
          if (state == null) {
            dropped.add(symbol);
          } else {
            symbols.add(symbol);
            stored.add(state);
          }
        });
    if (!dropped.isEmpty()) {
      pipeline.add(DELETE, (Object) dropped.toArray(String[]::new));
    }
    if (!stored.isEmpty()) {
      pipeline.add(
          STORE,
          symbols.toArray(String[]::new),
          stored.stream().mapToLong(state -> state.at().tradeId()).toArray(),
          stored.stream().mapToLong(state -> state.at().price()).toArray(),
          stored.stream().mapToLong(state -> state.at().time()).toArray(),
          stored.stream().map(MatchingState::bytes).toArray(byte[][]::new));
    }
  }
}
