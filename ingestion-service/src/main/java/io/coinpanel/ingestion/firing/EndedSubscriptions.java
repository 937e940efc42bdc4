package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.leadership.RoundTrip;
import io.coinpanel.ingestion.watch.Crossings;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.agrona.collections.LongHashSet;

/**
 * Subscriptions that ended after the feed last heard of any: their crossings are on the way, and
 * are not to be stored. One look at the few rows changed since tells, in the transaction itself, so
 * that a trade behind the end never gives a row, however late the feed hears of it.
 */
final class EndedSubscriptions {

  private static final String ENDED =
      "select id from subscription where ended_at is not null"
          + " and changed_in >= pg_snapshot_xmin(?::pg_snapshot)"
          + " and not pg_visible_in_snapshot(changed_in, ?::pg_snapshot)";

  private final LongHashSet ended = new LongHashSet();

  /**
   * Asks for them.
   *
   * @param since the snapshot that the feed had followed
   */
  static void ask(RoundTrip trip, String since) {
    trip.add(ENDED, since, since);
  }

  /** Takes their crossings out. */
  void drop(ResultSet rows, Crossings crossings) throws SQLException {
    ended.clear();
    while (rows.next()) {
      ended.add(rows.getLong(1));
    }
    if (!ended.isEmpty()) {
      crossings.drop(ended);
    }
  }
}
