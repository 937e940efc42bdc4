package io.coinpanel.webserver.destination;

import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.destination.DeliveryState.MessageAttempts;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes over destinations, unless nothing may be sent to them or the task that asks was taken for
 * dead and has a successor.
 */
final class TakeDestinations implements WriteOperation<TakeDestinations.Claim, Optional<Takeover>> {

  /**
   * A running task asks for its destination.
   *
   * @param version the task's; its successor has another
   */
  record Claim(long destination, long version) {}

  private static final String LOCK =
      """
      select from delivery_state
      where destination_id = any (?)
      order by destination_id
      for no key update
      """;

  /** A statement of its own, to see what was committed while the rows were waited for. */
  private static final String TAKE =
      """
      update delivery_state s
      set
        epoch = epoch + 1,
        next_attempt_at = case when is_urgent then null else next_attempt_at end,
        is_urgent = false
      from unnest(?::bigint[], ?::bigint[]) as asked (destination_id, version)
      join usable_destination d on d.id = asked.destination_id
      join scheduled_tasks t
        on t.task_name = '%s' and t.task_instance = asked.destination_id::text
          and t.picked and t.version = asked.version
      where s.destination_id = asked.destination_id and s.disabled_at is null
      returning s.destination_id, asked.version
      """
          .formatted(DeliveryTasks.TASK);

  private static final String READ =
      """
      select
        d.id, d.account_id, d.kind, d.is_default, d.address, d.secrets, d.priority,
        d.time_zone, d.quiet_from, d.quiet_to, d.max_age_seconds, d.note_template,
        d.chat_id, d.muted_until,
        t.wanted_id, t.epoch, t.done_id, t.failures, t.failing_since, t.last_error,
        t.next_attempt_at, t.message_failures, t.message_refusals,
        t.summary_first_id, t.summary_last_id, t.summary_count, t.summary_seconds, t.summary_at,
        t.summary_is_partial,
        r.id as redelivery_id, r.next_id, r.last_id, r.attempts as redelivery_attempts,
        (
          select json_agg(n order by n.id) from notice n where n.destination_id = t.destination_id
        ) as notices
      from delivery_state t
      join destination d on d.id = t.destination_id
      left join lateral (
        select id, next_id, last_id, attempts
        from redelivery
        where destination_id = t.destination_id
        order by id
        limit 1
      ) r on true
      where t.destination_id = any (?)
      """;

  @Override
  public List<Optional<Takeover>> execute(Connection database, List<Claim> asked)
      throws SQLException {
    lock(database, asked);
    Set<Claim> granted = take(database, asked);
    Map<Long, Takeover> taken = granted.isEmpty() ? Map.of() : read(database, granted);
    return asked.stream()
        .map(claim -> granted.contains(claim) ? taken.get(claim.destination()) : null)
        .map(Optional::ofNullable)
        .toList();
  }

  private static void lock(Connection database, List<Claim> asked) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(LOCK)) {
      statement.setArray(1, array(database, asked, Claim::destination));
      statement.execute();
    }
  }

  private static Set<Claim> take(Connection database, List<Claim> asked) throws SQLException {
    Set<Claim> granted = new HashSet<>();
    try (PreparedStatement statement = database.prepareStatement(TAKE)) {
      statement.setArray(1, array(database, asked, Claim::destination));
      statement.setArray(2, array(database, asked, Claim::version));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          granted.add(new Claim(row.getLong(1), row.getLong(2)));
        }
      }
    }
    return granted;
  }

  private static Map<Long, Takeover> read(Connection database, Set<Claim> granted)
      throws SQLException {
    Map<Long, Takeover> taken = new HashMap<>();
    try (PreparedStatement statement = database.prepareStatement(READ)) {
      statement.setArray(1, array(database, granted, Claim::destination));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taken.put(row.getLong("id"), takeover(row));
        }
      }
    }
    return taken;
  }

  private static Array array(
      Connection database, Collection<Claim> claims, Function<Claim, Long> part)
      throws SQLException {
    return database.createArrayOf("bigint", claims.stream().map(part).toArray());
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }

  /** {@link StoreDeliveries} locks rows of the same table, as does {@link Dispatcher}. */
  @Override
  public boolean needsOwnTransaction() {
    return true;
  }

  private static Takeover takeover(ResultSet row) throws SQLException {
    return new Takeover(
        target(row),
        state(row),
        Notice.parse(row.getString("notices")),
        row.getLong("wanted_id"),
        row.getLong("epoch"));
  }

  private static Target target(ResultSet row) throws SQLException {
    Integer maxAge = row.getObject("max_age_seconds", Integer.class);
    return new Target(
        row.getLong("id"),
        row.getLong("account_id"),
        WireEnum.parse(DestinationKind.class, row.getString("kind")).orElseThrow(),
        row.getBoolean("is_default"),
        row.getString("address"),
        row.getBytes("secrets"),
        row.getObject("priority", Integer.class),
        quietHours(row),
        maxAge == null ? null : Duration.ofSeconds(maxAge),
        row.getString("note_template"),
        row.getObject("chat_id", Long.class),
        Health.instant(row, "muted_until"));
  }

  private static @Nullable QuietHours quietHours(ResultSet row) throws SQLException {
    String zone = row.getString("time_zone");
    return zone == null
        ? null
        : new QuietHours(
            ZoneId.of(zone),
            Objects.requireNonNull(row.getObject("quiet_from", LocalTime.class)),
            Objects.requireNonNull(row.getObject("quiet_to", LocalTime.class)));
  }

  private static DeliveryState state(ResultSet row) throws SQLException {
    return new DeliveryState(
        row.getLong("done_id"),
        row.getInt("failures"),
        Health.instant(row, "failing_since"),
        row.getString("last_error"),
        Health.instant(row, "next_attempt_at"),
        new MessageAttempts(row.getInt("message_failures"), row.getInt("message_refusals")),
        summary(row),
        redelivery(row),
        null);
  }

  private static @Nullable Summary summary(ResultSet row) throws SQLException {
    Instant at = Health.instant(row, "summary_at");
    return at == null
        ? null
        : new Summary(
            row.getLong("summary_first_id"),
            row.getLong("summary_last_id"),
            row.getInt("summary_count"),
            row.getInt("summary_seconds"),
            at,
            row.getBoolean("summary_is_partial"));
  }

  private static @Nullable Redelivery redelivery(ResultSet row) throws SQLException {
    Long id = row.getObject("redelivery_id", Long.class);
    return id == null
        ? null
        : new Redelivery(
            id, row.getLong("next_id"), row.getLong("last_id"), row.getInt("redelivery_attempts"));
  }
}
