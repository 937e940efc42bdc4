package io.coinpanel.ingestion.firing;

import io.coinpanel.ingestion.leadership.RoundTrip;
import io.coinpanel.ingestion.watch.Crossings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.agrona.collections.LongHashSet;

/**
 * Subscriptions that ended after the feed last heard of any: their crossings are on the way, and
 * are not to be stored. One look at the few rows changed since tells, in the transaction itself, so
 * that a trade behind the end never gives a row, however late the feed hears of it.
 */
final class EndedSubscriptions {

  /** Whether {@code subscription} is one; {@code since} is the snapshot that the feed followed. */
  static final String CONDITION =
      "subscription.ended_at is not null"
          + " and subscription.changed_in >= pg_snapshot_xmin(since)"
          + " and not pg_visible_in_snapshot(subscription.changed_in, since)";

  /** A feed that has followed nothing yet has missed no end. */
  static final String SINCE = "select nullif(?, '')::pg_snapshot as since";

  private static final String ENDED =
      "select id from (" + SINCE + ") as followed, subscription where " + CONDITION;

  private final LongHashSet ended = new LongHashSet();

  /**
   * Takes their crossings out.
   *
   * @param since the snapshot that the feed had followed
   * @param begun what the transaction begins with, to be sent with the question
   */
  void drop(Crossings crossings, String since, RoundTrip begun, Connection connection)
      throws SQLException {
    ended.clear();
    begun.add(ENDED, since);
    try (PreparedStatement results = begun.send(connection)) {
      results.getMoreResults();
      ResultSet rows = results.getResultSet();
      while (rows.next()) {
        ended.add(rows.getLong(1));
      }
    }
    if (!ended.isEmpty()) {
      crossings.drop(ended);
    }
  }
}
