package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.feed.Position;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.RoundTrip;
import io.coinpanel.ingestion.watch.Crossings;
import io.coinpanel.model.Channel;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes a batch in one transaction: every row of it, or none. */
final class BatchWriter {

  private static final String TIME = "timestamptz 'epoch' + %s * interval '1 millisecond'";
  // The offset keeps the planner to one look-up by id for each: a table that has grown since its
  // statistics were taken would be read whole.
  private static final String ACTIVATE =
      "insert into activation (subscription_id, price, activated_at)"
          + " select new.id, new.price, "
          + TIME.formatted("new.time")
          + " from unnest(?::bigint[], ?::numeric[], ?::bigint[]) as new (id, price, time)"
          + " cross join lateral (select from subscription"
          + " where subscription.id = new.id and subscription.ended_at is null offset 0) as live";
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

  // As a statement, so that it travels with the others.
  private static final String COMMIT = "commit";

  /** Up to here all goes in one round trip; COPY has to be begun before its rows can follow. */
  private static final int FEW = 500;

  private final EndedSubscriptions ended = new EndedSubscriptions();
  private final NotificationRows rows = new NotificationRows();

  /** Commits it as the batch of that number: {@link LeaderSession#isOver} tells if it may not. */
  void commit(Batch batch, long number, Instant now, LeaderSession leading) throws SQLException {
    Connection connection = leading.connection();
    Crossings crossings = batch.crossings();
    boolean announced = isAnnounced(batch);
    RoundTrip trip = new RoundTrip();
    leading.number(trip, number, now);
    if (crossings.size() > FEW) {
      ended.drop(crossings, batch.since(), trip, connection);
      rows.copy(crossings, now, connection.unwrap(PGConnection.class).getCopyAPI());
      trip = new RoundTrip();
    } else if (crossings.size() > 0) {
      rows.insert(crossings, batch.since(), now, announced, trip);
    }
    activate(batch.activations(), trip);
    stamp(crossings, trip);
    finish(crossings, now, trip);
    move(batch.positions(), trip);
    if (batch.hasNews() && !announced) {
      trip.add(NOTIFY);
    }
    trip.add(COMMIT);
    trip.send(connection).close();
  }

  /** Whether its rows are told with the NOTIFY. Activations are not, and come before. */
  private static boolean isAnnounced(Batch batch) {
    int crossings = batch.crossings().size();
    return crossings > 0
        && crossings <= NotificationRows.MOST_ANNOUNCED
        && batch.activations().isEmpty();
  }

  private static void activate(List<Activation> activations, RoundTrip trip) {
    if (!activations.isEmpty()) {
      trip.add(
          ACTIVATE,
          activations.stream().map(Activation::subscription).toArray(Long[]::new),
          activations.stream().map(one -> decimal(one.price())).toArray(BigDecimal[]::new),
          activations.stream().map(Activation::time).toArray(Long[]::new));
    }
  }

  private static void stamp(Crossings crossings, RoundTrip trip) {
    if (!crossings.stamps().isEmpty()) {
      Long[] ids = crossings.stamps().keySet().stream().toArray(Long[]::new);
      Long[] times = new Long[ids.length];
      for (int i = 0; i < ids.length; i++) {
        times[i] = crossings.stamps().get(ids[i].longValue());
      }
      trip.add(STAMP, ids, times);
    }
  }

  private static void finish(Crossings crossings, Instant now, RoundTrip trip) {
    if (!crossings.finished().isEmpty()) {
      trip.add(
          FINISH, now.atOffset(ZoneOffset.UTC), crossings.finished().stream().toArray(Long[]::new));
    }
  }

  private static void move(Map<String, @Nullable Position> positions, RoundTrip trip) {
    String[] givenUp =
        positions.keySet().stream()
            .filter(symbol -> positions.get(symbol) == null)
            .toArray(String[]::new);
    if (givenUp.length > 0) {
      trip.add(GIVE_UP, (Object) givenUp);
    }
    int count = positions.size() - givenUp.length;
    if (count > 0) {
      move(positions, count, trip);
    }
  }

  private static void move(Map<String, @Nullable Position> positions, int count, RoundTrip trip) {
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
    trip.add(MOVE, symbols, ids, prices, times);
  }

  private static @Nullable BigDecimal decimal(@Nullable Long units) {
    return units == null ? null : BigDecimal.valueOf(units, Price.SCALE);
  }
}
