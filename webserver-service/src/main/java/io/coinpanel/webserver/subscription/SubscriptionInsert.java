package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Repeat;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.Terms;
import io.coinpanel.webserver.subscription.InsertOutcome.Created;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** The statement that inserts subscriptions, unless their owner has the same one already. */
final class SubscriptionInsert {

  private SubscriptionInsert() {}

  /**
   * The statement; its parameters are the time of creation, {@link
   * SubscriptionKeyArrays#KEYS_AND_DETAILS}, and those of the join.
   */
  static String joining(String owners) {
    // The lateral joins of callers force index look-ups; the planner might choose a nested loop.
    return """
      insert into subscription (
        owner_id, symbol, repeat, cooldown_seconds, expires_at,
        name, note, destinations, created_at, %s
      )
      select
        asked.owner_id, asked.symbol, asked.repeat, asked.cooldown_seconds, asked.expires_at,
        asked.name, asked.note, asked.destinations::bigint[], ?, %s
      from %s
      %s
      order by asked.place
      on conflict do nothing
      returning
        id, owner_id, symbol, repeat, cooldown_seconds, expires_at,
        (select price from last_trade where last_trade.symbol = subscription.symbol), %s
      """
        .formatted(
            ConditionColumns.NAMES,
            ConditionColumns.of("asked"),
            SubscriptionKeyArrays.KEYS_AND_DETAILS,
            owners,
            ConditionColumns.select("subscription"));
  }

  /** Reads the rows that were inserted. */
  static void read(ResultSet rows, Instant createdAt, Map<SubscriptionKey, Created> created)
      throws SQLException {
    while (rows.next()) {
      created.put(key(rows), new Created(rows.getLong(1), createdAt, StateColumns.price(rows, 7)));
    }
  }

  private static SubscriptionKey key(ResultSet rows) throws SQLException {
    return new SubscriptionKey(
        rows.getLong(2),
        new Terms(
            rows.getString(3),
            ConditionColumns.read(rows, 8),
            WireEnum.parse(Repeat.class, rows.getString(4)).orElseThrow(),
            rows.getInt(5),
            StateColumns.instant(rows, 6)));
  }
}
