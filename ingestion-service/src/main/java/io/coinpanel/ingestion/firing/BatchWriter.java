package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.feed.Position;
import io.coinpanel.ingestion.watch.Crossings;
import io.coinpanel.model.Channel;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes a batch into the transaction at hand: every row of it, or, at a rollback, none. */
final class BatchWriter {

  private static final String TIME = "timestamptz 'epoch' + %s * interval '1 millisecond'";
  private static final String ACTIVATE =
      "insert into activation (subscription_id, price, activated_at)"
          + " select new.id, new.price, "
          + TIME.formatted("new.time")
          + " from unnest(?::bigint[], ?::numeric[], ?::bigint[]) as new (id, price, time)"
          + " join subscription on subscription.id = new.id where subscription.ended_at is null";
  private static final String STAMP =
      "update subscription set last_fired_at = "
          + TIME.formatted("new.time")
          + " from unnest(?::bigint[], ?::bigint[]) as new (id, time)"
          + " where subscription.id = new.id";
  private static final String FINISH =
      "update subscription set ended_at = ?, ended_as = 'finished'"
          + " where id = any (?::bigint[]) and ended_at is null";
  private static final String MOVE =
      "insert into last_trade (symbol, trade_id, price, trade_time)"
          + " select symbol, trade_id, price, "
          + TIME.formatted("new.time")
          + " from unnest(?::text[], ?::bigint[], ?::numeric[], ?::bigint[])"
          + " as new (symbol, trade_id, price, time)"
          + " on conflict (symbol) do update set trade_id = excluded.trade_id,"
          + " price = excluded.price, trade_time = excluded.trade_time";
  private static final String GIVE_UP = "delete from last_trade where symbol = any (?::text[])";
  private static final String NOTIFY = "select pg_notify('" + Channel.NOTIFICATION + "', '')";

  private final EndedSubscriptions ended = new EndedSubscriptions();
  private final NotificationRows rows = new NotificationRows();

  void write(Batch batch, Instant now, Connection connection) throws SQLException {
    Crossings crossings = batch.crossings();
    if (crossings.size() > 0) {
      ended.drop(crossings, batch.since(), connection);
    }
    if (crossings.size() > 0) {
      PGConnection postgres = connection.unwrap(PGConnection.class);
      rows.write(crossings, now.toEpochMilli(), postgres.getCopyAPI());
    }
    activate(batch.activations(), connection);
    stamp(crossings, connection);
    finish(crossings, now, connection);
    move(batch.positions(), connection);
    if (batch.hasNews()) {
      run(connection, NOTIFY);
    }
  }

  private static void activate(List<Activation> activations, Connection connection)
      throws SQLException {
    if (!activations.isEmpty()) {
      run(
          connection,
          ACTIVATE,
          activations.stream().map(Activation::subscription).toArray(Long[]::new),
          activations.stream().map(one -> decimal(one.price())).toArray(BigDecimal[]::new),
          activations.stream().map(Activation::time).toArray(Long[]::new));
    }
  }

  private static void stamp(Crossings crossings, Connection connection) throws SQLException {
    if (!crossings.stamps().isEmpty()) {
      Long[] ids = crossings.stamps().keySet().stream().toArray(Long[]::new);
      Long[] times = new Long[ids.length];
      for (int i = 0; i < ids.length; i++) {
        times[i] = crossings.stamps().get(ids[i].longValue());
      }
      run(connection, STAMP, ids, times);
    }
  }

  private static void finish(Crossings crossings, Instant now, Connection connection)
      throws SQLException {
    if (!crossings.finished().isEmpty()) {
      run(
          connection,
          FINISH,
          now.atOffset(ZoneOffset.UTC),
          crossings.finished().stream().toArray(Long[]::new));
    }
  }

  private static void move(Map<String, @Nullable Position> positions, Connection connection)
      throws SQLException {
    String[] givenUp =
        positions.keySet().stream()
            .filter(symbol -> positions.get(symbol) == null)
            .toArray(String[]::new);
    if (givenUp.length > 0) {
      run(connection, GIVE_UP, (Object) givenUp);
    }
    int count = positions.size() - givenUp.length;
    if (count > 0) {
      move(positions, count, connection);
    }
  }

  private static void move(
      Map<String, @Nullable Position> positions, int count, Connection connection)
      throws SQLException {
    String[] symbols = new String[count];
    Long[] ids = new Long[count];
    BigDecimal[] prices = new BigDecimal[count];
    Long[] times = new Long[count];
    int at = 0;
    for (Map.Entry<String, @Nullable Position> moved : positions.entrySet()) {
      Position position = moved.getValue();
      if (position != null) {
        symbols[at] = moved.getKey();
        ids[at] = position.tradeId();
        prices[at] = BigDecimal.valueOf(position.price(), Price.SCALE);
        times[at++] = position.time();
      }
    }
    run(connection, MOVE, symbols, ids, prices, times);
  }

  private static @Nullable BigDecimal decimal(@Nullable Long units) {
    return units == null ? null : BigDecimal.valueOf(units, Price.SCALE);
  }

  private static void run(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }
}
