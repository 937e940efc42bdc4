package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.feed.Batch;
import io.coinpanel.ingestion.feed.Batch.Activation;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.leadership.LeaderSession;
import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes a batch in one transaction. */
final class BatchWriter {

  // OFFSET 0 makes it a look-up for each id. What num_nulls asks, the planner cannot find in a
  // partial index, so the look-up is by the primary key.
  private static final String ACTIVATE =
      """
      insert into activation (subscription_id, revision, price, activated_at, trade_id, trade_time)
      select
        new.id,
        new.revision,
        new.price,
        timestamptz 'epoch' + new.time * interval '1 millisecond',
        new.trade_id,
        timestamptz 'epoch' + new.trade_time * interval '1 millisecond'
      from
        unnest(?::bigint[], ?::integer[], ?::numeric[], ?::bigint[], ?::bigint[], ?::bigint[])
          as new (id, revision, price, time, trade_id, trade_time)
        cross join lateral (
          select
          from subscription
          where
            subscription.id = new.id
            and subscription.baseline_revision = new.revision
            and num_nulls(subscription.ended_at, subscription.paused_at) = 2
          offset 0
        ) as live
      """;
  private static final String ACTIVATE_ANEW = ACTIVATE + "on conflict do nothing";
  private static final String NOTIFY =
      "select pg_notify('" + NotifyChannel.NOTIFICATION + "', '') where " + NotifyChannel.HAS_ROOM;

  // Sent as a statement so that it joins the pipeline.
  private static final String COMMIT = "commit";

  /** Up to here all goes in one round trip; COPY has to be begun before its rows can follow. */
  private static final int FEW = 500;

  private final StaleCrossingFilter stale = new StaleCrossingFilter();
  private final SubscriptionChanges changes = new SubscriptionChanges();
  private final NotificationCopy notificationCopy = new NotificationCopy();
  private final NotificationInsert notificationInsert = new NotificationInsert();

  /**
   * Commits it as the batch of that number: {@link LeaderSession#isFenced} tells if it may not.
   *
   * @param anew whether rows may already exist; those are skipped
   * @return whether changes were deferred because rows are locked
   */
  boolean commit(Batch batch, long number, boolean anew, Instant now, LeaderSession leading)
      throws SQLException {
    Connection connection = leading.connection();
    Crossings crossings = batch.crossings();
    boolean announced = fitsInNotify(batch);
    StatementPipeline pipeline = new StatementPipeline();
    leading.fence(pipeline, number);
    MatchingStates.store(batch.matchingStates(), pipeline);
    if (crossings.size() > FEW && !anew) {
      stale.filter(crossings, batch.snapshot(), pipeline, connection);
      notificationCopy.copy(crossings, now, connection.unwrap(PGConnection.class).getCopyAPI());
      pipeline = new StatementPipeline();
    } else if (crossings.size() > 0) {
      notificationInsert.insert(crossings, batch.snapshot(), now, announced, anew, pipeline);
    }
    activate(batch.activations(), anew, pipeline);
    int first = pipeline.size();
    changes.recordLastFired(crossings.lastFired(), pipeline);
    changes.pause(batch.overBudget(), now, pipeline);
    changes.finish(crossings, now, pipeline);
    int last = pipeline.size();
    NotificationBudgets.store(batch, now, pipeline);
    TradeCursors.store(batch, pipeline);
    FeedStates.store(batch.feedStates(), pipeline);
    if (batch.hasClientEvents() && !announced) {
      pipeline.add(NOTIFY);
    }
    pipeline.add(COMMIT);
    try (PreparedStatement results = pipeline.execute(connection)) {
      return isAnyDeferred(results, first, last);
    }
  }

  private static boolean isAnyDeferred(PreparedStatement results, int first, int last)
      throws SQLException {
    int rows = 0;
    for (int result = 0; result < last; result++) {
      rows += result < first ? 0 : results.getUpdateCount();
      results.getMoreResults();
    }
    return rows > 0;
  }

  /**
   * Commits an empty batch: keeps the session alive, records that the feed is followed, and applies
   * deferred changes.
   *
   * @return whether some of it is still locked
   */
  boolean heartbeat(long number, Instant now, LeaderSession leading) throws SQLException {
    StatementPipeline pipeline = new StatementPipeline();
    leading.fence(pipeline, number);
    changes.apply(pipeline);
    int last = pipeline.size();
    pipeline.add(COMMIT);
    try (PreparedStatement results = pipeline.execute(leading.connection())) {
      for (int result = 1; result < last; result++) {
        results.getMoreResults();
      }
      ResultSet left = results.getResultSet();
      return left.next() && left.getBoolean(1);
    }
  }

  /**
   * Whether its rows fit in the NOTIFY payload. Activations do not and come first; what else a row
   * may say has no place there.
   */
  private static boolean fitsInNotify(Batch batch) {
    int crossings = batch.crossings().size();
    return crossings > 0
        && crossings <= NotificationInsert.MAX_ANNOUNCED
        && !batch.crossings().hasRules()
        && batch.activations().isEmpty();
  }

  private static void activate(
      List<Activation> activations, boolean anew, StatementPipeline pipeline) {
    if (!activations.isEmpty()) {
      pipeline.add(
          anew ? ACTIVATE_ANEW : ACTIVATE,
          activations.stream().mapToLong(Activation::subscription).toArray(),
          activations.stream().mapToInt(Activation::revision).toArray(),
          activations.stream().map(one -> decimal(one.price())).toArray(BigDecimal[]::new),
          activations.stream().mapToLong(Activation::time).toArray(),
          baselines(activations, TradeCursor::tradeId),
          baselines(activations, TradeCursor::time));
    }
  }

  private static @Nullable Long[] baselines(
      List<Activation> activations, Function<TradeCursor, Long> part) {
    return activations.stream()
        .map(one -> one.baseline() == null ? null : part.apply(one.baseline()))
        .toArray(Long[]::new);
  }

  private static @Nullable BigDecimal decimal(@Nullable Long units) {
    return units == null ? null : BigDecimal.valueOf(units, Price.SCALE);
  }
}
