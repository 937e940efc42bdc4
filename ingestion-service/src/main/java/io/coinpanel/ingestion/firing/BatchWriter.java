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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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
  private static final String ACTIVATE_ANEW = ACTIVATE + " on conflict do nothing";
  private static final String MOVE =
      "insert into last_trade (symbol, trade_id, price, trade_time)"
          + " select symbol, trade_id, price, "
          + TIME.formatted("new.time")
          + " from unnest(?::text[], ?::bigint[], ?::numeric[], ?::bigint[])"
          + " as new (symbol, trade_id, price, time)"
          + " on conflict (symbol) do update set trade_id = excluded.trade_id,"
          + " price = excluded.price, trade_time = excluded.trade_time";
  private static final String GIVE_UP = "delete from last_trade where symbol = any (?::text[])";
  private static final String NOTIFY =
      "select pg_notify('" + Channel.NOTIFICATION + "', '') where " + Channel.HAS_ROOM;

  // As a statement, so that it travels with the others.
  private static final String COMMIT = "commit";

  /** Up to here all goes in one round trip; COPY has to be begun before its rows can follow. */
  private static final int FEW = 500;

  private final EndedSubscriptions ended = new EndedSubscriptions();
  private final SubscriptionChanges changes = new SubscriptionChanges();
  private final NotificationRows rows = new NotificationRows();

  /**
   * Commits it as the batch of that number: {@link LeaderSession#isOver} tells if it may not.
   *
   * @param anew whether rows of it may be there already, which are left as they are
   * @return whether changes were put aside because their subscriptions are locked
   */
  boolean commit(Batch batch, long number, boolean anew, Instant now, LeaderSession leading)
      throws SQLException {
    Connection connection = leading.connection();
    Crossings crossings = batch.crossings();
    boolean announced = isAnnounced(batch);
    RoundTrip trip = new RoundTrip();
    leading.number(trip, number);
    if (crossings.size() > FEW && !anew) {
      ended.drop(crossings, batch.since(), trip, connection);
      rows.copy(crossings, now, connection.unwrap(PGConnection.class).getCopyAPI());
      trip = new RoundTrip();
    } else if (crossings.size() > 0) {
      rows.insert(crossings, batch.since(), now, announced, anew, trip);
    }
    activate(batch.activations(), anew, trip);
    int first = trip.size();
    changes.stamp(crossings.stamps(), trip);
    changes.finish(crossings.finished(), now, trip);
    int last = trip.size();
    move(batch.positions(), trip);
    if (batch.hasNews() && !announced) {
      trip.add(NOTIFY);
    }
    trip.add(COMMIT);
    try (PreparedStatement results = trip.send(connection)) {
      return isAnyPutAside(results, first, last);
    }
  }

  private static boolean isAnyPutAside(PreparedStatement results, int first, int last)
      throws SQLException {
    int rows = 0;
    for (int result = 0; result < last; result++) {
      rows += result < first ? 0 : results.getUpdateCount();
      results.getMoreResults();
    }
    return rows > 0;
  }

  /**
   * Commits an empty batch, which keeps the session and says that the feed is followed, and applies
   * what was put aside.
   *
   * @return whether some of it is still locked
   */
  boolean heartbeat(long number, Instant now, LeaderSession leading) throws SQLException {
    RoundTrip trip = new RoundTrip();
    leading.number(trip, number);
    changes.apply(trip);
    int last = trip.size();
    trip.add(COMMIT);
    try (PreparedStatement results = trip.send(leading.connection())) {
      for (int result = 1; result < last; result++) {
        results.getMoreResults();
      }
      ResultSet left = results.getResultSet();
      return left.next() && left.getBoolean(1);
    }
  }

  /** Whether its rows are told with the NOTIFY. Activations are not, and come before. */
  private static boolean isAnnounced(Batch batch) {
    int crossings = batch.crossings().size();
    return crossings > 0
        && crossings <= NotificationRows.MOST_ANNOUNCED
        && batch.activations().isEmpty();
  }

  private static void activate(List<Activation> activations, boolean anew, RoundTrip trip) {
    if (!activations.isEmpty()) {
      trip.add(
          anew ? ACTIVATE_ANEW : ACTIVATE,
          activations.stream().map(Activation::subscription).toArray(Long[]::new),
          activations.stream().map(one -> decimal(one.price())).toArray(BigDecimal[]::new),
          activations.stream().map(Activation::time).toArray(Long[]::new));
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
