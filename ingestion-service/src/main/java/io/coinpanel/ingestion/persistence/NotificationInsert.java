package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import io.coinpanel.model.Direction;
import io.coinpanel.model.NotifyChannel;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes a few crossings to {@code notification} with an INSERT in the pipeline. */
final class NotificationInsert {

  // The offsets keep it a look-up by id, whatever the planner believes of the table, and one plan
  // whatever the values: planning takes twice as long as the insert.
  private static final String INSERT =
      """
      insert into notification (
        subscription_id, revision, owner_id, trade_id, price, previous_price, trade_time, created_at,
        source, direction, level, reference_price, bar_end
      )
      select
        crossing.subscription_id,
        crossing.revision,
        crossing.owner_id,
        crossing.trade_id,
        crossing.price * 0.00000001,
        nullif(crossing.previous_price, %1$d) * 0.00000001,
        timestamptz 'epoch' + crossing.trade_time * interval '1 millisecond',
        ?,
        crossing.source,
        crossing.direction,
        nullif(crossing.level, %1$d) * 0.00000001 + crossing.level_fraction * 0.00000000000001,
        nullif(crossing.reference_price, %1$d) * 0.00000001,
        timestamptz 'epoch' + nullif(crossing.bar_end, %1$d) * interval '1 millisecond'
      from
        (
          select
            ?::bigint[] as subscription_ids,
            ?::integer[] as revisions,
            ?::bigint[] as owner_ids,
            ?::bigint[] as trade_ids,
            ?::bigint[] as prices,
            ?::bigint[] as previous_prices,
            ?::bigint[] as trade_times,
            ?::text[] as sources,
            ?::text[] as directions,
            ?::bigint[] as levels,
            ?::integer[] as level_fractions,
            ?::bigint[] as reference_prices,
            ?::bigint[] as bar_ends
          offset 0
        ) as batch
        cross join unnest(
          subscription_ids, revisions, owner_ids, trade_ids, prices, previous_prices, trade_times,
          sources, directions, levels, level_fractions, reference_prices, bar_ends
        ) with ordinality as crossing (
          subscription_id, revision, owner_id, trade_id, price, previous_price, trade_time, source,
          direction, level, level_fraction, reference_price, bar_end, place
        )
        cross join (%2$s offset 0) as followed
      where not exists (
        select
        from subscription
        where
          subscription.id = crossing.subscription_id
          and crossing.revision <= %3$s
          and %4$s
        offset 0
      )
      order by crossing.place
      """
          .formatted(
              Crossings.NONE,
              StaleCrossingFilter.SINCE,
              StaleCrossingFilter.LAST_STALE,
              StaleCrossingFilter.CHANGED);
  private static final String UNLESS_THERE =
      "on conflict (subscription_id, revision, trade_id, trade_time) do nothing";
  private static final String INSERT_AND_ANNOUNCE = announcing(INSERT);
  private static final String INSERT_ANEW_AND_ANNOUNCE = announcing(INSERT + UNLESS_THERE);

  /** So many rows fit into a NOTIFY: of its 8,000 bytes, nine numbers and a source take 180. */
  static final int MAX_ANNOUNCED = 40;

  /**
   * Adds the insert of all crossings whose subscriptions have neither ended nor been paused
   * meanwhile.
   *
   * @param since the snapshot that the feed had followed
   * @param announced whether the rows are included in the NOTIFY payload: at most {@link
   *     #MAX_ANNOUNCED}
   * @param anew whether existing rows are skipped
   */
  void insert(
      Crossings crossings,
      String since,
      Instant createdAt,
      boolean announced,
      boolean anew,
      StatementPipeline pipeline) {
    int size = crossings.size();
    pipeline.add(
        statement(announced, anew),
        createdAt.atOffset(ZoneOffset.UTC),
        column(size, crossings::subscription),
        revisions(crossings),
        column(size, crossings::owner),
        column(size, crossings::tradeId),
        column(size, crossings::price),
        column(size, crossings::previousPrice),
        column(size, crossings::tradeTime),
        sources(crossings),
        directions(crossings),
        column(size, row -> crossings.isPlain(row) ? Crossings.NONE : crossings.level(row)),
        levelFractions(crossings),
        column(size, crossings::referencePrice),
        column(size, crossings::barEnd),
        since);
  }

  private static long[] column(int size, IntToLongFunction value) {
    long[] column = new long[size];
    Arrays.setAll(column, value);
    return column;
  }

  private static int[] revisions(Crossings crossings) {
    int[] column = new int[crossings.size()];
    Arrays.setAll(column, crossings::revision);
    return column;
  }

  private static int[] levelFractions(Crossings crossings) {
    int[] column = new int[crossings.size()];
    Arrays.setAll(column, crossings::levelFraction);
    return column;
  }

  private static @Nullable String[] directions(Crossings crossings) {
    @Nullable String[] column = new @Nullable String[crossings.size()];
    for (int row = 0; row < column.length; row++) {
      Direction direction = crossings.direction(row);
      column[row] = direction == null || crossings.isPlain(row) ? null : direction.wireName();
    }
    return column;
  }

  private static String[] sources(Crossings crossings) {
    String[] column = new String[crossings.size()];
    Arrays.setAll(column, row -> crossings.source(row).wireName());
    return column;
  }

  private static String announcing(String insert) {
    return """
        with announced as (
        %s
        returning *
        )
        select
          case when %s then pg_notify(
            '%s',
            coalesce(
              '%s' || E'\\n' || string_agg(
                concat_ws(
                  ' ',
                  id,
                  subscription_id,
                  owner_id,
                  trade_id,
                  (price * 100000000)::bigint,
                  (previous_price * 100000000)::bigint,
                  (extract(epoch from trade_time) * 1000000)::bigint,
                  (extract(epoch from created_at) * 1000000)::bigint,
                  source,
                  revision
                ),
                E'\\n' order by id
              ),
              ''
            )
          ) end
        from announced
        """
        .formatted(insert, NotifyChannel.HAS_ROOM, NotifyChannel.NOTIFICATION, NotifyChannel.ROWS);
  }

  private static String statement(boolean announced, boolean anew) {
    if (announced) {
      return anew ? INSERT_ANEW_AND_ANNOUNCE : INSERT_AND_ANNOUNCE;
    }
    return anew ? INSERT + UNLESS_THERE : INSERT;
  }
}
