package io.coinpanel.webserver.destination;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a destination is to be sent beside notifications.
 *
 * @param kind its type on the wire
 * @param data for programs
 * @param text for people
 * @param attempts without success
 */
record Notice(long id, String kind, JsonNode data, String text, OffsetDateTime at, int attempts) {

  /** One that was tried this often fails permanently: it is long outdated. */
  static final int MOST_ATTEMPTS = 6;

  /** Ends an insertion: a notice takes the place of an earlier one about the same. */
  static final String REPLACES =
      """
      on conflict (destination_id, kind, subject) do update
      set
        id = excluded.id, data = excluded.data, text = excluded.text, at = excluded.at,
        attempts = 0
      """;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A statement that inserts notices and has them sent. */
  static String writing(String insert) {
    return with("", insert);
  }

  /**
   * The same, from rows of another part of the statement.
   *
   * @param part such as {@code changed as (...)}
   */
  static String writing(String part, String insert) {
    return with(part + ",", insert);
  }

  private static String with(String parts, String insert) {
    return """
        with %s
        written as (
          %s
          %s
          returning destination_id
        )
        insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
        select distinct '%s', destination_id::text, now(), false, %s from written
        on conflict do nothing
        """
        .formatted(parts, insert, REPLACES, DeliveryTasks.TASK, DeliveryTasks.NEW_VERSION);
  }

  /**
   * Inserts for the other destinations of an account that one was disabled.
   *
   * @param disabled a relation with {@code destination_id}, {@code disabled_at} and {@code
   *     disabled_reason}
   */
  static String announcing(String disabled) {
    return """
        insert into notice (destination_id, kind, subject, data, text, at)
        select
          others.id, 'destination_disabled', d.id::text,
          jsonb_build_object(
            'id', d.id::text, 'kind', d.kind, 'name', d.name, 'reason', s.disabled_reason),
          format(
            'Destination %%s was disabled: %%s. It no longer gets alerts',
            coalesce(d.name, d.kind || ' ' || d.id), s.disabled_reason),
          s.disabled_at
        from %s s
        join destination d on d.id = s.destination_id
        join usable_destination others on others.account_id = d.account_id and others.id <> d.id
        where s.disabled_at is not null
        """
        .formatted(disabled);
  }

  /** Reads rows as Postgres writes them as JSON; null for none. */
  static List<Notice> parse(@Nullable String rows) {
    return rows == null ? List.of() : JSON.readValue(rows, new TypeReference<>() {});
  }
}
