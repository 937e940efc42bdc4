package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.agrona.collections.LongHashSet;

/**
 * Drops crossings of subscriptions that ended after the feed's snapshot. Checked in the committing
 * transaction, so a trade after the end never produces a row.
 */
final class EndedSubscriptionFilter {

  /** Whether {@code subscription} is one; {@code since} is the snapshot that the feed followed. */
  static final String CONDITION =
      """
      subscription.ended_at is not null
        and subscription.changed_in >= pg_snapshot_xmin(since)
        and not pg_visible_in_snapshot(subscription.changed_in, since)""";

  /** A feed that has followed nothing yet has missed no end. */
  static final String SINCE = "select nullif(?, '')::pg_snapshot as since";

  private static final String ENDED =
      """
      select id
      from (%s) as followed, subscription
      where %s
      """
          .formatted(SINCE, CONDITION);

  private final LongHashSet ended = new LongHashSet();

  /**
   * Takes their crossings out.
   *
   * @param since the snapshot that the feed had followed
   * @param begun what the transaction begins with, to be sent with the question
   */
  void filter(Crossings crossings, String since, StatementPipeline begun, Connection connection)
      throws SQLException {
    ended.clear();
    begun.add(ENDED, since);
    try (PreparedStatement results = begun.execute(connection)) {
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
