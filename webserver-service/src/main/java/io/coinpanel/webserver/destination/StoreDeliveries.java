package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.destination.StoreDeliveries.Delivery;
import io.coinpanel.webserver.destination.StoreDeliveries.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the outcomes of attempts, each with the state that follows from it, unless another sender
 * has taken over since: then there is no result.
 */
final class StoreDeliveries implements WriteOperation<Delivery, Optional<Stored>> {

  /** How many attempts are kept of a destination. */
  static final int KEPT = 1_000;

  private static final String STORE =
      """
      with asked as (
        select *
        from json_to_recordset(?::json) as (
          destination_id bigint, epoch bigint, done_id bigint, failures integer,
          failing_since timestamptz, last_error text, next_attempt_at timestamptz,
          message_failures integer, message_refusals integer,
          summary_first_id bigint, summary_last_id bigint, summary_count integer,
          summary_seconds integer, summary_at timestamptz, summary_is_partial boolean,
          disabled_at timestamptz, disabled_reason text,
          redelivery_id bigint, redelivery_next_id bigint, redelivery_attempts integer,
          message_id text, attempt integer, at timestamptz, outcome text, status integer,
          error text, answer text, duration_ms integer,
          notice_ids bigint[], are_notices_done boolean, dropped_id bigint, now timestamptz)
      ),
      locked as (
        select s.destination_id
        from delivery_state s
        join asked on asked.destination_id = s.destination_id and asked.epoch = s.epoch
        order by s.destination_id
        for no key update of s
      ),
      stored as (
        update delivery_state s
        set
          done_id = asked.done_id,
          attempts = s.attempts + case when asked.message_id is null then 0 else 1 end,
          failures = asked.failures,
          failing_since = asked.failing_since,
          last_error = asked.last_error,
          next_attempt_at = asked.next_attempt_at,
          message_failures = asked.message_failures,
          message_refusals = asked.message_refusals,
          summary_first_id = asked.summary_first_id,
          summary_last_id = asked.summary_last_id,
          summary_count = asked.summary_count,
          summary_seconds = asked.summary_seconds,
          summary_at = asked.summary_at,
          summary_is_partial = asked.summary_is_partial,
          disabled_at = asked.disabled_at,
          disabled_reason = asked.disabled_reason
        from asked
        join locked using (destination_id)
        where s.destination_id = asked.destination_id and s.epoch = asked.epoch
        returning s.wanted_id, s.attempts, asked.*
      ),
      logged as (
        insert into delivery_attempt (
          destination_id, slot, number, message_id, attempt, at, outcome, status, error, answer,
          duration_ms)
        select
          destination_id, attempts %% %1$d, attempts, message_id, attempt, at, outcome, status,
          error, answer, duration_ms
        from stored
        where message_id is not null
        on conflict (destination_id, slot) do update
        set
          number = excluded.number,
          message_id = excluded.message_id,
          attempt = excluded.attempt,
          at = excluded.at,
          outcome = excluded.outcome,
          status = excluded.status,
          error = excluded.error,
          answer = excluded.answer,
          duration_ms = excluded.duration_ms
      ),
      moved as (
        update redelivery r
        set next_id = stored.redelivery_next_id, attempts = stored.redelivery_attempts
        from stored
        where r.id = stored.redelivery_id and stored.redelivery_next_id <= r.last_id
      ),
      noticed as (
        update notice n
        set attempts = n.attempts + 1
        from stored
        where n.id = any (stored.notice_ids) and not stored.are_notices_done
      ),
      noticed_for_good as (
        delete from notice n
        using stored
        where n.id = any (stored.notice_ids) and stored.are_notices_done
      ),
      dropped as (
        insert into notice (destination_id, kind, subject, data, text, at)
        select
          destination_id, 'dropped', '', jsonb_build_object('last_id', dropped_id::text),
          'Some alerts may be missing: those up to number ' || dropped_id
            || ' are no longer stored',
          now
        from stored
        where dropped_id is not null
        %2$s
      ),
      announced as (
        %3$s
        %2$s
      ),
      over as (
        delete from redelivery r
        using stored
        where r.id = stored.redelivery_id and stored.redelivery_next_id > r.last_id
      )
      select
        stored.destination_id,
        stored.epoch,
        stored.wanted_id,
        d.enabled and coalesce(d.muted_until <= now(), true)
          and a.disabled_at is null and a.deleted_at is null
      from stored
      join destination d on d.id = stored.destination_id
      join account a on a.id = d.account_id
      """
          .formatted(KEPT, Notice.REPLACES, Notice.announcing("stored"));

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * The result for a destination.
   *
   * @param attempt null if only the state changes
   * @param now when it is disabled, if it is
   */
  record Delivery(
      long destinationId,
      long epoch,
      DeliveryState state,
      @Nullable Attempt attempt,
      NoticeChange notices,
      Instant now) {

    private SenderKey sender() {
      return new SenderKey(destinationId, epoch);
    }

    private DeliveryColumns columns() {
      return DeliveryColumns.of(this);
    }
  }

  /** One that lost its destination may store in the same batch as its successor. */
  private record SenderKey(long destinationId, long epoch) {}

  /**
   * It was stored.
   *
   * @param wanted up to here there may be notifications
   * @param isEnabled whether more may be sent
   */
  record Stored(long wanted, boolean isEnabled) {}

  @Override
  public List<Optional<Stored>> execute(Connection database, List<Delivery> asked)
      throws SQLException {
    Map<SenderKey, Stored> stored = new HashMap<>();
    try (PreparedStatement statement = database.prepareStatement(STORE)) {
      statement.setString(
          1, JSON.writeValueAsString(asked.stream().map(Delivery::columns).toList()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          stored.put(
              new SenderKey(row.getLong(1), row.getLong(2)),
              new Stored(row.getLong(3), row.getBoolean(4)));
        }
      }
    }
    return asked.stream().map(one -> Optional.ofNullable(stored.get(one.sender()))).toList();
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
