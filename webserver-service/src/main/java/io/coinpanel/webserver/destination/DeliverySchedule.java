package io.coinpanel.webserver.destination;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Schedules destinations: stores the tasks that {@link DeliveryTasks} runs. */
final class DeliverySchedule {

  /** Waits for whoever is about to want more of the destination. */
  private static final String SCHEDULE =
      """
      with behind as (
        select s.destination_id
        from delivery_state s
        join usable_destination d on d.id = s.destination_id
        where s.destination_id = ? and s.disabled_at is null
          and (s.wanted_id > s.done_id
            or exists (select from redelivery r where r.destination_id = s.destination_id)
            or exists (select from notice n where n.destination_id = s.destination_id))
        for no key update of s
      )
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      select '%s', destination_id::text, ?, false, %s from behind
      on conflict do nothing
      """
          .formatted(DeliveryTasks.TASK, DeliveryTasks.NEW_VERSION);

  private static final String MAKE_URGENT =
      "update delivery_state set is_urgent = true where destination_id = ?";

  /** One that is running ends first. */
  private static final String RESCHEDULE_URGENT =
      """
      update scheduled_tasks
      set execution_time = ?, version = version + 1
      where task_name = '%s' and task_instance = ?::text and not picked
        and exists (select from delivery_state where destination_id = ? and is_urgent)
      """
          .formatted(DeliveryTasks.TASK);

  private final JdbcClient database;
  private final InstantSource clock;

  DeliverySchedule(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Schedules a destination that has something to do, even if it was to wait. */
  void scheduleNow(long destination) {
    database.sql(MAKE_URGENT).param(destination).update();
    rescheduleIfUrgent(destination);
    scheduleIfBehind(destination);
  }

  /** Schedules at once what somebody wanted tried while it was running; false if nobody did. */
  boolean rescheduleIfUrgent(long destination) {
    return database.sql(RESCHEDULE_URGENT).params(now(), destination, destination).update() > 0;
  }

  /** Schedules a destination that has something to do; false if it has not, or is scheduled. */
  boolean scheduleIfBehind(long destination) {
    return database.sql(SCHEDULE).param(destination).param(now()).update() > 0;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
