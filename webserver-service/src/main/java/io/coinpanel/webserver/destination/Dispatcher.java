package io.coinpanel.webserver.destination;

import io.coinpanel.model.Shard;
import io.coinpanel.webserver.database.ClusterSingleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.agrona.concurrent.NanoClock;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Follows the notifications of a shard and wakes the destinations of their accounts, on one
 * webserver at a time.
 */
final class Dispatcher {

  /** How often it is looked whether a destination was forgotten. */
  static final Duration SWEEP = Duration.ofSeconds(10);

  private static final String ANY = "select exists (select from destination)";

  /** Nobody is to be woken; looked at again, as a first one may have been added since. */
  private static final String SKIP =
      """
      with latest as (
        select max(id) as id from notification
      )
      update dispatch
      set notification_id = latest.id
      from latest
      where shard = ? and notification_id < latest.id
        and not exists (select from destination)
      """;

  private static final String WAKE =
      """
      with batch as (
        select id, owner_id
        from notification
        where id > (select notification_id from dispatch where shard = :shard)
        order by id
        limit :limit
      ),
      news as (
        select owner_id, max(id) as last from batch group by owner_id
      ),
      behind as (
        select s.destination_id, news.last
        from news
        join destination d
          on d.account_id = news.owner_id and d.enabled and d.confirmed_at is not null
        join delivery_state s
          on s.destination_id = d.id and s.wanted_id < news.last and s.disabled_at is null
        order by s.destination_id
        for no key update of s
      ),
      woken as (
        update delivery_state s
        set
          wanted_id = behind.last,
          behind_since = case when s.wanted_id > s.done_id then s.behind_since else :now end
        from behind
        where s.destination_id = behind.destination_id
        returning s.destination_id
      ),
      scheduled as (
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
        select '%s', destination_id::text, :now, false, %s from woken
        on conflict do nothing
      ),
      moved as (
        update dispatch
        set notification_id = latest.id
        from (select max(id) as id from batch) latest
        where shard = :shard and latest.id is not null
      )
      select (select count(*) from batch), (select count(*) from woken)
      """
          .formatted(DeliveryTasks.TASK, DeliveryTasks.NEW_VERSION);

  private static final String FORGOTTEN =
      """
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      select '%1$s', s.destination_id::text, ?, false, %2$s
      from (
        select destination_id from delivery_state where wanted_id > done_id and disabled_at is null
        union
        select destination_id from redelivery
        union
        select destination_id from notice
      ) waiting
      join delivery_state s using (destination_id)
      join usable_destination d on d.id = s.destination_id
      where s.disabled_at is null
        and not exists (
          select from scheduled_tasks t
          where t.task_name = '%1$s' and t.task_instance = s.destination_id::text)
      on conflict do nothing
      """
          .formatted(DeliveryTasks.TASK, DeliveryTasks.NEW_VERSION);

  private static final int BATCH = 10_000;
  private static final long SWEEP_NANOS = SWEEP.toNanos();

  private final JdbcClient database;
  private final ClusterSingleton singleton;
  private final Runnable wakeSenders;
  private final InstantSource clock;
  private final NanoClock monotonic;
  private long nextSweep;
  private boolean isAnyWoken;

  /**
   * A dispatcher.
   *
   * @param wakeSenders called after destinations were woken
   */
  Dispatcher(
      JdbcClient database,
      ClusterSingleton singleton,
      Runnable wakeSenders,
      InstantSource clock,
      NanoClock monotonic) {
    this.database = database;
    this.singleton = singleton;
    this.wakeSenders = wakeSenders;
    this.clock = clock;
    this.monotonic = monotonic;
    this.nextSweep = monotonic.nanoTime();
  }

  /** What one step did. */
  private record Woken(int notifications, int destinations) {
    static Woken of(ResultSet row, int number) throws SQLException {
      return new Woken(row.getInt(1), row.getInt(2));
    }
  }

  /** Wakes destinations of notifications that are new, and from time to time forgotten ones. */
  void doWork() {
    boolean isSweep = monotonic.nanoTime() - nextSweep >= 0;
    if (isSweep) {
      nextSweep = monotonic.nanoTime() + SWEEP_NANOS;
    }
    if (!database.sql(ANY).query(Boolean.class).single()) {
      skip(isSweep);
      return;
    }
    isAnyWoken = false;
    singleton.runAll(this::wakeSome);
    if (isSweep) {
      singleton.runAll(this::wakeForgotten);
    }
    if (isAnyWoken) {
      wakeSenders.run();
    }
  }

  /** A first destination is not to wait until what came before it is looked through. */
  private void skip(boolean isSweep) {
    if (isSweep) {
      database.sql(SKIP).param(Shard.ONLY.number()).update();
    }
  }

  private boolean wakeSome() {
    Woken woken =
        database
            .sql(WAKE)
            .param("shard", Shard.ONLY.number())
            .param("limit", BATCH)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .query(Woken::of)
            .single();
    isAnyWoken |= woken.destinations() > 0;
    return woken.notifications() == BATCH;
  }

  private boolean wakeForgotten() {
    int found = database.sql(FORGOTTEN).param(clock.instant().atOffset(ZoneOffset.UTC)).update();
    isAnyWoken |= found > 0;
    return false;
  }
}
