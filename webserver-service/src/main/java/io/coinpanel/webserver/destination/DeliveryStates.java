package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What accounts see and change of the state of deliveries. */
final class DeliveryStates {

  /** How many notifications one request may send once more. */
  static final int MOST_REDELIVERED = 1_000;

  private static final int MOST_REDELIVERIES = 100;

  /** The last notification of an account that was ever written. */
  private static final String LATEST =
      """
        select greatest(coalesce(max(n.id), 0), o.dropped_id) as id
        from owner o
        left join notification n on n.owner_id = o.id
        where o.id = ?
        group by o.dropped_id
      """;

  /** It begins with what comes later. */
  private static final String CREATE =
      """
      insert into delivery_state (destination_id, done_id, wanted_id)
      select ?, latest.id, latest.id
      from (
      %s
      ) latest
      """
          .formatted(LATEST);

  /** What fired before its receiver agreed is not for it, nor is what another one did not get. */
  private static final String BEGIN =
      """
      update delivery_state
      set
        done_id = latest.id,
        wanted_id = latest.id,
        failures = 0,
        failing_since = null,
        last_error = null,
        next_attempt_at = null,
        message_failures = 0,
        message_refusals = 0,
        summary_first_id = null,
        summary_last_id = null,
        summary_count = null,
        summary_seconds = null,
        summary_at = null,
        summary_is_partial = null
      from (
      %s
      ) latest
      where destination_id = ?
      """
          .formatted(LATEST);

  private static final String RESUME =
      """
      update delivery_state
      set
        disabled_at = null,
        disabled_reason = null,
        failures = 0,
        failing_since = null,
        last_error = null,
        next_attempt_at = null,
        message_failures = 0,
        message_refusals = 0,
        behind_since = now(),
        wanted_id = greatest(
          wanted_id, (select coalesce(max(id), 0) from notification where owner_id = ?))
      where destination_id = ? and (? or disabled_at is not null)
      """;

  /** What fired while it was being made or enabled may have been dispatched without it. */
  private static final String CATCH_UP =
      """
      update delivery_state
      set wanted_id = latest.id, behind_since = coalesce(behind_since, ?)
      from (
        select max(id) as id from notification where owner_id = ?
      ) latest
      where destination_id = ? and wanted_id < latest.id
      """;

  private static final String FORGET =
      """
      with changed as (
        update subscription
        set
          destinations = array_remove(destinations, ?::bigint),
          changed_in = pg_current_xact_id()
        where owner_id = ? and destinations @> array[?::bigint]
          and ended_as is distinct from 'unsubscribed'
        returning id, owner_id
      )
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id from changed
      """;

  private static final String DISABLE =
      """
      update delivery_state
      set epoch = epoch + 1, disabled_at = now(), disabled_reason = ?
      where destination_id = ?
      """;

  private static final String ANNOUNCE_DISABLED =
      Notice.writing(Notice.announcing("delivery_state") + " and s.destination_id = ?");

  private static final String HEALTH =
      "select destination_id, "
          + Health.COLUMNS
          + " from delivery_state where destination_id = any (?)";

  private static final String ATTEMPTS =
      """
      select number, message_id, attempt, at, outcome, status, error, duration_ms
      from delivery_attempt
      where destination_id = ? and number > ? and number < ?
      order by number
      """;

  private static final String OLDEST_FIRST = ATTEMPTS + "limit ?";
  private static final String NEWEST_FIRST = ATTEMPTS.strip() + " desc limit ?";

  private static final String REDELIVER =
      """
      with found as (
        select count(*) as notifications, min(id) as first, max(id) as last
        from (
          select n.id
          from notification n
          join subscription s on s.id = n.subscription_id
          join destination d on d.id = :destination
          where n.owner_id = :account and n.id between :first and :last
            and %s
          limit :most + 1
        ) few
      ),
      waiting as (
        select count(*) as redeliveries from redelivery where destination_id = :destination
      ),
      asked as (
        insert into redelivery (destination_id, next_id, last_id)
        select :destination, found.first, found.last
        from found, waiting
        where found.notifications between 1 and :most and waiting.redeliveries < :mostWaiting
      )
      select found.notifications, waiting.redeliveries from found, waiting
      """
          .formatted(DestinationRows.IS_FOR);

  private final JdbcClient database;
  private final DeliverySchedule schedule;

  DeliveryStates(JdbcClient database, DeliverySchedule schedule) {
    this.database = database;
    this.schedule = schedule;
  }

  void create(long destination, long account) {
    database.sql(CREATE).params(destination, account).update();
  }

  /** What it was to be sent beside notifications is not sent. */
  void forgetNotices(long destination) {
    database.sql("delete from notice where destination_id = ?").param(destination).update();
  }

  /** Begins with what comes later, once a receiver has agreed that had not before. */
  void begin(long destination, long account) {
    database.sql(BEGIN).params(account, destination).update();
    database
        .sql("update destination set muted_until = null where id = ?")
        .param(destination)
        .update();
    database.sql("delete from redelivery where destination_id = ?").param(destination).update();
    forgetNotices(destination);
  }

  /**
   * Sends again, and what has come meanwhile.
   *
   * @param wasTurnedOff whether its account had turned it off; otherwise only if the server has
   */
  void resume(long destination, long account, boolean wasTurnedOff) {
    database.sql(RESUME).params(account, destination, wasTurnedOff).update();
    schedule.scheduleNow(destination);
  }

  /** Whoever sends to its former address stops. */
  void takeAway(long destination) {
    database
        .sql("update delivery_state set epoch = epoch + 1 where destination_id = ?")
        .param(destination)
        .update();
  }

  /** Nothing is sent any more until it is enabled, and the account's others say so. */
  void disable(long destination, String reason) {
    database.sql(DISABLE).params(reason, destination).update();
    database.sql(ANNOUNCE_DISABLED).param(destination).update();
  }

  /** Tries it at once. */
  void retry(long destination) {
    schedule.scheduleNow(destination);
  }

  /** After it was made or enabled, in a transaction of its own. */
  void catchUp(long destination, long account, Instant now) {
    database.sql(CATCH_UP).params(now.atOffset(ZoneOffset.UTC), account, destination).update();
    schedule.scheduleIfBehind(destination);
  }

  /** Nothing is sent any more, and subscriptions do not name it. */
  void forget(long account, long destination) {
    database.sql("delete from delivery_state where destination_id = ?").param(destination).update();
    database.sql(FORGET).params(destination, account, destination).update();
  }

  Map<Long, Health> health(Collection<Long> destinations) {
    Map<Long, Health> health = new HashMap<>();
    database
        .sql(HEALTH)
        .param(destinations.toArray(Long[]::new))
        .query(
            row -> {
              health.put(row.getLong("destination_id"), Health.of(row));
            });
    return health;
  }

  List<DeliveryView> attempts(
      long destination, long after, long before, boolean newestFirst, int limit) {
    return database
        .sql(newestFirst ? NEWEST_FIRST : OLDEST_FIRST)
        .params(destination, after, before, limit)
        .query(DeliveryStates::attempt)
        .list();
  }

  private static DeliveryView attempt(ResultSet row, int number) throws SQLException {
    return new DeliveryView(
        row.getLong("number"),
        row.getString("message_id"),
        row.getInt("attempt"),
        Objects.requireNonNull(row.getObject("at", OffsetDateTime.class)).toInstant(),
        row.getString("outcome"),
        row.getObject("status", Integer.class),
        row.getString("error"),
        row.getInt("duration_ms"));
  }

  private record Asked(int notifications, int waiting) {}

  /** Begins to send a range once more, or fails with what is wrong with it. */
  void redeliver(long account, long destination, long first, long last) {
    Asked asked =
        database
            .sql(REDELIVER)
            .param("account", account)
            .param("destination", destination)
            .param("first", first)
            .param("last", last)
            .param("most", MOST_REDELIVERED)
            .param("mostWaiting", MOST_REDELIVERIES)
            .query((row, number) -> new Asked(row.getInt(1), row.getInt(2)))
            .single();
    if (asked.notifications() == 0) {
      throw Problem.of(ErrorCode.NOT_FOUND, "none of these notifications are stored").toException();
    }
    if (asked.notifications() > MOST_REDELIVERED) {
      throw Problem.ofField(
              "last_id", "more than " + MOST_REDELIVERED + " notifications after first_id")
          .toException();
    }
    if (asked.waiting() >= MOST_REDELIVERIES) {
      throw Problem.of(ErrorCode.CONFLICT, MOST_REDELIVERIES + " redeliveries are waiting already")
          .toException();
    }
    schedule.scheduleNow(destination);
  }
}
