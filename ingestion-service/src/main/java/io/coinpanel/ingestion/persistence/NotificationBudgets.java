package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.agrona.collections.Long2LongCounterMap;

/**
 * Counts notifications by owner and hour of the clock, and drops what exceeds the limit: the
 * subscription that fired is to be paused. Stored each tenth of the limit, so that a restart lets
 * an owner exceed it by that much at most. The committing thread owns it.
 */
public final class NotificationBudgets {

  private static final int PARTS = 10;
  private static final String READ =
      "select owner_id, notifications from notification_budget where hour = ?";
  private static final String STORE =
      """
      insert into notification_budget (owner_id, hour, notifications)
      select new.owner_id, ?, new.notifications
      from unnest(?::bigint[], ?::bigint[]) as new (owner_id, notifications)
      on conflict (owner_id) do update
      set
        hour = excluded.hour,
        notifications = excluded.notifications
      """;
  private static final String DELETE_OLDER = "delete from notification_budget where hour < ?";

  private final long limit;
  private final long part;
  private final Long2LongCounterMap counts = new Long2LongCounterMap(0);
  private OffsetDateTime hour = hour(Instant.EPOCH);

  /**
   * @param limit notifications of one owner in an hour; 0 for any number
   */
  public NotificationBudgets(long limit) {
    this.limit = limit;
    this.part = Math.max(1, limit / PARTS);
  }

  private static OffsetDateTime hour(Instant now) {
    return now.truncatedTo(ChronoUnit.HOURS).atOffset(ZoneOffset.UTC);
  }

  /** Counts on from what an earlier leader has stored. */
  public void restore(LeaderSession session, Instant now) throws SQLException {
    Connection connection = session.connection();
    begin(hour(now));
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setObject(1, hour);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          counts.put(row.getLong(1), row.getLong(2));
        }
      }
    }
    connection.rollback();
  }

  private void begin(OffsetDateTime next) {
    counts.clear();
    hour = next;
  }

  /** Counts a batch, once; returns how many crossings were dropped. */
  int apply(Batch batch, Instant now) {
    Crossings crossings = batch.crossings();
    if (limit == 0 || crossings.size() == 0) {
      return 0;
    }
    OffsetDateTime current = hour(now);
    if (!current.equals(hour)) {
      begin(current);
    }
    int before = crossings.size();
    crossings.drop(row -> exceeds(batch, crossings.owner(row), crossings.subscription(row)));
    return before - crossings.size();
  }

  private boolean exceeds(Batch batch, long owner, long subscription) {
    long count = counts.incrementAndGet(owner);
    if (count > limit) {
      counts.decrementAndGet(owner);
      batch.overBudget().add(subscription);
      return true;
    }
    if (count % part == 0) {
      batch.budgets().put(owner, count);
    }
    return false;
  }

  /** Adds what a batch is to store of the counts. */
  static void store(Batch batch, Instant now, StatementPipeline pipeline) {
    if (!batch.budgets().isEmpty()) {
      OffsetDateTime hour = hour(now);
      long[] owners =
          batch.budgets().keySet().stream().mapToLong(Long::longValue).sorted().toArray();
      pipeline.add(STORE, hour, owners, Arrays.stream(owners).map(batch.budgets()::get).toArray());
      pipeline.add(DELETE_OLDER, hour);
    }
  }
}
