package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.agrona.collections.Long2LongHashMap;

/**
 * Drops crossings of subscriptions that ended or were paused after the feed's snapshot. Checked in
 * the committing transaction, so a trade after the end or the pause never produces a row. A
 * subscription that has been enabled again meanwhile is at least two revisions further. One that
 * has expired still fires on earlier trades.
 */
final class StaleCrossingFilter {

  /** Of {@code subscription}: the last revision whose crossings are dropped. */
  static final String LAST_STALE =
      """
      case
        when
          num_nonnulls(subscription.ended_at, subscription.paused_at) > 0
          and (
            subscription.end_reason = 'expired'
            and subscription.ended_as = 'finished'
            and subscription.paused_at is null
          ) is not true
          then subscription.revision
        else subscription.baseline_revision - 2
      end""";

  /** Whether it has changed since {@code since}, the snapshot that the feed followed. */
  static final String CHANGED =
      """
      subscription.changed_in >= pg_snapshot_xmin(since)
        and not pg_visible_in_snapshot(subscription.changed_in, since)""";

  /** A feed that has followed nothing yet has missed no change. */
  static final String SINCE = "select nullif(?, '')::pg_snapshot as since";

  private static final String STALE =
      """
      select id, %s
      from (%s) as followed, subscription
      where %s
      """
          .formatted(LAST_STALE, SINCE, CHANGED);

  private final Long2LongHashMap stale = new Long2LongHashMap(0);

  /**
   * Takes their crossings out.
   *
   * @param since the snapshot that the feed had followed
   * @param begun what the transaction begins with, to be sent with the question
   */
  void filter(Crossings crossings, String since, StatementPipeline begun, Connection connection)
      throws SQLException {
    stale.clear();
    begun.add(STALE, since);
    try (PreparedStatement results = begun.execute(connection)) {
      for (int before = 1; before < begun.size(); before++) {
        results.getMoreResults();
      }
      ResultSet rows = results.getResultSet();
      while (rows.next()) {
        stale.put(rows.getLong(1), rows.getLong(2));
      }
    }
    if (!stale.isEmpty()) {
      crossings.drop(row -> crossings.revision(row) <= stale.get(crossings.subscription(row)));
    }
  }
}
