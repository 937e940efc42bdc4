package io.coinpanel.ingestion.persistence;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Subscription updates caused by notifications and expiry. Locked rows are not waited for: the
 * change is stored in {@code subscription_change}, effective on commit, and applied to the row
 * later. Rows are locked in the order of their ids.
 */
final class SubscriptionChanges {

  // In each, the lateral query makes it a look-up by id for each row, in their order. What
  // num_nulls
  // asks, the planner cannot find in a partial index, so the look-up is by the primary key.
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
  // The terms that end it may have changed: an end under earlier terms stands if the ones of now
  // are over by it too.
  private static final String FINISH =
      """
      with
        new as materialized (
          select id, reason, revision, expires_at, ?::timestamptz as time
          from
            (%s) as given
        ),
        locked as materialized (
          select new.id, new.reason, new.time
          from
            new
            cross join lateral (
              select
              from subscription
              where
                subscription.id = new.id
                and num_nulls(subscription.ended_at) = 1
                and is_over(subscription, new.reason, new.revision, new.expires_at)
              for no key update skip locked
            ) as live
        ),
        finished as (
          update subscription
          set
            ended_at = locked.time,
            ended_as = 'finished',
            end_reason = locked.reason,
            changed_in = pg_current_xact_id()
          from locked
          where subscription.id = locked.id and num_nulls(subscription.ended_at) = 1
          returning subscription.id, subscription.owner_id
        )%s
      insert into subscription_change (subscription_id, ended_at, end_reason, revision, expires_at)
      select id, time, reason, revision, expires_at
      from new
      where
        id not in (select id from finished)
        and exists (
          select
          from subscription
          where
            subscription.id = new.id
            and num_nulls(subscription.ended_at) = 1
            and is_over(subscription, new.reason, new.revision, new.expires_at)
          offset 0
        )
      on conflict (subscription_id) do update
      set
        ended_at = excluded.ended_at,
        end_reason = excluded.end_reason,
        revision = excluded.revision,
        expires_at = excluded.expires_at
      """;
  // A notification says by itself that its subscription is over.
  private static final String FINISH_FIRED =
      FINISH.formatted(
          """
          select id, 'fired' as reason, revision, null::timestamptz as expires_at
          from unnest(?::bigint[], ?::integer[]) as fired (id, revision)""",
          "");
  private static final String FINISH_EXPIRED =
      FINISH.formatted(
          """
          select
            id,
            'expired' as reason,
            null::integer as revision,
            timestamptz 'epoch' + expires_at * interval '1 millisecond' as expires_at
          from unnest(?::bigint[], ?::bigint[]) as expired (id, expires_at)""",
          """
          ,
          announced as (
            insert into owner_event (owner_id, kind, subscription_id)
            select owner_id, 'subscription', id
            from finished
          )""");
  private static final String PAUSE =
      """
      with
        new as materialized (
          select id, ?::timestamptz as time
          from unnest(?::bigint[]) as over_budget (id)
        ),
        locked as materialized (
          select new.id, new.time
          from
            new
            cross join lateral (
              select
              from subscription
              where
                subscription.id = new.id
                and num_nulls(subscription.ended_at, subscription.paused_at) = 2
              for no key update skip locked
            ) as live
        ),
        paused as (
          update subscription
          set
            paused_at = locked.time,
            pause_reason = 'limit_exceeded',
            changed_in = pg_current_xact_id()
          from locked
          where
            subscription.id = locked.id
            and num_nulls(subscription.ended_at, subscription.paused_at) = 2
          returning subscription.id, subscription.owner_id
        ),
        announced as (
          insert into owner_event (owner_id, kind, subscription_id)
          select owner_id, 'subscription', id
          from paused
        )
      insert into subscription_change (subscription_id, paused_at)
      select id, time
      from new
      where
        id not in (select id from paused)
        and exists (
          select
          from subscription
          where
            subscription.id = new.id
            and num_nulls(subscription.ended_at, subscription.paused_at) = 2
          offset 0
        )
      on conflict (subscription_id) do update set paused_at = excluded.paused_at
      """;
  private static final String APPLY =
      """
      with
        new as materialized (
          select *
          from subscription_change
          order by subscription_id
        ),
        locked as materialized (
          select new.*, live.pauses, live.ends and not live.pauses as ends
          from
            new
            cross join lateral (
              select
                new.paused_at is not null
                and subscription.ended_at is null
                and subscription.paused_at is null as pauses,
                new.ended_at is not null
                and subscription.ended_at is null
                and is_over(subscription, new.end_reason, new.revision, new.expires_at) as ends
              from subscription
              where subscription.id = new.subscription_id
              for no key update skip locked
            ) as live
        ),
        applied as (
          update subscription
          set
            last_fired_at = greatest(subscription.last_fired_at, locked.last_fired_at),
            paused_at = case when pauses then locked.paused_at else subscription.paused_at end,
            pause_reason = case when pauses then 'limit_exceeded' else pause_reason end,
            ended_at = case when ends then locked.ended_at else subscription.ended_at end,
            ended_as = case when ends then 'finished' else ended_as end,
            end_reason = case when ends then locked.end_reason else subscription.end_reason end,
            changed_in = case when pauses or ends then pg_current_xact_id() else changed_in end
          from locked
          where subscription.id = locked.subscription_id
          returning
            subscription.id,
            subscription.owner_id,
            pauses or (ends and subscription.end_reason = 'expired') as is_news
        ),
        announced as (
          insert into owner_event (owner_id, kind, subscription_id)
          select owner_id, 'subscription', id
          from applied
          where is_news
        )
      delete from subscription_change
      where
        subscription_id in (select subscription_id from locked)
        or not exists (select from subscription where id = subscription_id)
      """;
  private static final String ANY_LEFT = "select exists (select from subscription_change)";

  /** Adds when subscriptions with a cooldown have fired last, in epoch milliseconds. */
  void recordLastFired(Long2LongHashMap times, StatementPipeline pipeline) {
    if (!times.isEmpty()) {
      long[] ids = sorted(times.keySet());
      pipeline.add(RECORD_LAST_FIRED, ids, Arrays.stream(ids).map(times::get).toArray());
    }
  }

  /** Adds pauses of subscriptions whose owners have no notifications left for the hour. */
  void pause(LongHashSet overBudget, Instant now, StatementPipeline pipeline) {
    if (!overBudget.isEmpty()) {
      pipeline.add(PAUSE, now.atOffset(ZoneOffset.UTC), sorted(overBudget));
    }
  }

  private static long[] sorted(Set<Long> ids) {
    return ids.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** Adds the ends of subscriptions that have fired once or expired. */
  void finish(Crossings crossings, Instant now, StatementPipeline pipeline) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    finish(FINISH_FIRED, crossings.fired(), crossings.firedRevisions(), time, pipeline);
    finish(FINISH_EXPIRED, crossings.expired(), crossings.expiryTimes(), time, pipeline);
  }

  private static void finish(
      String statement,
      LongArrayList ids,
      LongArrayList terms,
      OffsetDateTime now,
      StatementPipeline pipeline) {
    if (!ids.isEmpty()) {
      Long2LongHashMap byId = new Long2LongHashMap(Long.MIN_VALUE);
      for (int i = 0; i < ids.size(); i++) {
        byId.put(ids.getLong(i), terms.getLong(i));
      }
      long[] sorted = sorted(byId.keySet());
      pipeline.add(statement, now, sorted, Arrays.stream(sorted).map(byId::get).toArray());
    }
  }

  /** Adds what applies earlier changes to their rows; the last result is whether any are left. */
  void apply(StatementPipeline pipeline) {
    pipeline.add(APPLY);
    pipeline.add(ANY_LEFT);
  }
}
