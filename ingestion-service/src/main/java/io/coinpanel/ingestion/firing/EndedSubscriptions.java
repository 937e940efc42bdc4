package io.coinpanel.ingestion.firing;

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

  private static final String ENDED =
      "select id from subscription where ended_at is not null"
          + " and changed_in >= pg_snapshot_xmin(?::pg_snapshot)"
          + " and not pg_visible_in_snapshot(changed_in, ?::pg_snapshot)";

  private final LongHashSet ended = new LongHashSet();

  /**
   * Takes their crossings out.
   *
   * @param since the snapshot that the feed had followed, or nothing
   */
  void drop(Crossings crossings, String since, Connection connection) throws SQLException {
    if (since.isEmpty()) {
      return;
    }
    ended.clear();
    try (PreparedStatement statement = connection.prepareStatement(ENDED)) {
      statement.setString(1, since);
      statement.setString(2, since);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ended.add(row.getLong(1));
        }
      }
    }
    if (!ended.isEmpty()) {
      crossings.drop(ended);
    }
  }
}
