package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;

/**
 * Subscription updates caused by notifications. Locked rows are not waited for: the change is
 * stored in {@code subscription_change}, effective on commit, and applied to the row later. Rows
 * are locked in the order of their ids.
 */
final class SubscriptionChanges {

  // In each, the lateral query makes it a look-up by id for each row, in their order.
  private static final String RECORD_LAST_FIRED =
      """
      with
        new as materialized (
          select id, timestamptz 'epoch' + time * interval '1 millisecond' as time
          from unnest(?::bigint[], ?::bigint[]) as given (id, time)
        ),
        locked as materialized (
          select new.id, new.time
          from
            new
            cross join lateral (
              select
              from subscription
              where subscription.id = new.id
              for no key update skip locked
            ) as live
        ),
        updated as (
          update subscription
          set last_fired_at = locked.time
          from locked
          where subscription.id = locked.id
          returning subscription.id
        )
      insert into subscription_change (subscription_id, last_fired_at)
      select id, time
      from new
      where
        id not in (select id from updated)
        and exists (select from subscription where subscription.id = new.id offset 0)
      on conflict (subscription_id) do update set last_fired_at = excluded.last_fired_at
      """;
  private static final String FINISH =
      """
      with
        new as materialized (
          select id, ?::timestamptz as time
          from unnest(?::bigint[]) as given (id)
        ),
        locked as materialized (
          select new.id, new.time
          from
            new
            cross join lateral (
              select
              from subscription
              where subscription.id = new.id and subscription.ended_at is null
              for no key update skip locked
            ) as live
        ),
        finished as (
          update subscription
          set ended_at = locked.time, ended_as = 'finished'
          from locked
          where subscription.id = locked.id and subscription.ended_at is null
          returning subscription.id
        )
      insert into subscription_change (subscription_id, ended_at)
      select id, time
      from new
      where
        id not in (select id from finished)
        and exists (
          select
          from subscription
          where subscription.id = new.id and subscription.ended_at is null
          offset 0
        )
      on conflict (subscription_id) do update set ended_at = excluded.ended_at
      """;
  private static final String APPLY =
      """
      with
        new as materialized (
          select subscription_id as id, last_fired_at, ended_at
          from subscription_change
          order by subscription_id
        ),
        locked as materialized (
          select new.*
          from
            new
            cross join lateral (
              select
              from subscription
              where subscription.id = new.id
              for no key update skip locked
            ) as live
        ),
        applied as (
          update subscription
          set
            last_fired_at = greatest(subscription.last_fired_at, locked.last_fired_at),
            ended_at = coalesce(subscription.ended_at, locked.ended_at),
            ended_as = coalesce(
              subscription.ended_as,
              case when locked.ended_at is not null then 'finished' end
            )
          from locked
          where subscription.id = locked.id
        )
      delete from subscription_change
      where
        subscription_id in (select id from locked)
        or not exists (select from subscription where id = subscription_id)
      """;
  private static final String ANY_LEFT = "select exists (select from subscription_change)";

  /** Adds when subscriptions with a cooldown have fired last, in epoch milliseconds. */
  void recordLastFired(Long2LongHashMap times, StatementPipeline pipeline) {
    if (!times.isEmpty()) {
      long[] ids = times.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
      pipeline.add(RECORD_LAST_FIRED, ids, Arrays.stream(ids).map(times::get).toArray());
    }
  }

  /** Adds the end of subscriptions. */
  void finish(LongArrayList finished, Instant now, StatementPipeline pipeline) {
    if (!finished.isEmpty()) {
      long[] ids = finished.toLongArray();
      Arrays.sort(ids);
      pipeline.add(FINISH, now.atOffset(ZoneOffset.UTC), ids);
    }
  }

  /** Adds what applies earlier changes to their rows; the last result is whether any are left. */
  void apply(StatementPipeline pipeline) {
    pipeline.add(APPLY);
    pipeline.add(ANY_LEFT);
  }
}
