package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.TrackedSubscription;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads of stored subscriptions for clients. Read cost is independent of history: notification
 * counts are precomputed, and only the newest finished ones are shown.
 */
final class SubscriptionRows {

  private static final String STATE =
      """
      select
        s.id, s.symbol, s.condition, s.threshold, s.repeat, s.cooldown_seconds, s.expires_at,
        coalesce(
          s.ended_as,
          case when activation.id is null then 'pending' else 'active' end
        ) as status,
        s.created_at, last_trade.price, counted.notifications, counted.last_notified_at
      from subscription s
      left join activation on activation.subscription_id = s.id
      left join last_trade on last_trade.symbol = s.symbol
      left join notification_count counted on counted.subscription_id = s.id
      """;
  private static final String PAGE =
      """
      with live as (
        select id from subscription
        where owner_id = :connection and ended_at is null and id > :after
        order by id
        limit :limit
      ),
      finished as (
        select id from subscription
        where owner_id = :connection and ended_as = 'finished'
        order by id desc
        limit :finished
      ),
      page as (
        select id from live
        union all
        select id from finished where id > :after
        order by id
        limit :limit
      )
      """
          + STATE
          + """
            where s.id in (select id from page)
            order by s.id
            """;
  private static final String BY_ID = STATE + "where s.id = ?";
  private static final String SAME =
      STATE
          + """
          where s.owner_id = ?
            and s.ended_at is null
            and s.symbol = ?
            and s.threshold = ?
            and s.condition = ?
            and s.repeat = ?
            and s.cooldown_seconds = ?
            and s.expires_at is not distinct from ?
          """;
  private static final String LIVE =
      """
      select id, symbol, condition, (threshold * 100000000)::bigint, repeat, expires_at
      from subscription
      where owner_id = ? and ended_at is null
      """;
  private static final String COUNT =
      """
      select count(*)
      from subscription
      where owner_id = ? and ended_at is null
      """;
  private static final String COUNT_SAME_CROSSING =
      """
      select count(*)
      from subscription
      where owner_id = ?
        and ended_at is null
        and symbol = ?
        and threshold = ?
        and condition = ?
      """;
  private static final String IS_FINISHED =
      """
      select exists (
        select from subscription
        where id = ? and owner_id = ? and ended_as = 'finished'
      )
      """;
  private static final String LAST_IDS =
      """
      select
        coalesce((select max(id) from subscription), 0),
        coalesce((select max(id) from notification), 0)
      """;

  private final JdbcClient database;

  SubscriptionRows(JdbcClient database) {
    this.database = database;
  }

  /** Live ones and the newest finished ones of a connection after an id, in id order. */
  List<SubscriptionState> page(long connectionId, long after, int limit) {
    return database
        .sql(PAGE)
        .param("connection", connectionId)
        .param("after", after)
        .param("limit", limit)
        .param("finished", SubscriptionPage.FINISHED)
        .query((row, number) -> state(row))
        .list();
  }

  Optional<SubscriptionState> find(long id) {
    return database.sql(BY_ID).param(id).query((row, number) -> state(row)).optional();
  }

  /** The live one with the same key. */
  Optional<SubscriptionState> find(SubscriptionKey subscriptionKey) {
    Instant expiry = subscriptionKey.expiresAt();
    return database
        .sql(SAME)
        .param(subscriptionKey.connectionId())
        .param(subscriptionKey.symbol())
        .param(subscriptionKey.threshold().toBigDecimal())
        .param(subscriptionKey.condition().wireName())
        .param(subscriptionKey.repeat().wireName())
        .param(subscriptionKey.cooldownSeconds())
        .param(expiry == null ? null : expiry.atOffset(ZoneOffset.UTC))
        .query((row, number) -> state(row))
        .optional();
  }

  int countLive(long connectionId) {
    return database.sql(COUNT).param(connectionId).query(Integer.class).single();
  }

  /** Number of live ones for the same crossing. */
  int countSameCrossing(SubscriptionKey subscriptionKey) {
    return database
        .sql(COUNT_SAME_CROSSING)
        .params(
            subscriptionKey.connectionId(),
            subscriptionKey.symbol(),
            subscriptionKey.threshold().toBigDecimal(),
            subscriptionKey.condition().wireName())
        .query(Integer.class)
        .single();
  }

  boolean isFinished(long connectionId, long id) {
    return database.sql(IS_FINISHED).params(id, connectionId).query(Boolean.class).single();
  }

  /** All that may still fire. */
  List<TrackedSubscription> live(long connectionId) {
    return database.sql(LIVE).param(connectionId).query((row, number) -> tracked(row)).list();
  }

  /** The last ids over all subscriptions and notifications; 0 if none. */
  record LastIds(long subscription, long notification) {}

  LastIds lastIds() {
    return database
        .sql(LAST_IDS)
        .query((row, number) -> new LastIds(row.getLong(1), row.getLong(2)))
        .single();
  }

  private static TrackedSubscription tracked(ResultSet row) throws SQLException {
    Instant expiry = instant(row, 6);
    return new TrackedSubscription(
        row.getLong(1),
        row.getString(2),
        WireEnum.parse(Condition.class, row.getString(3)).orElseThrow(),
        row.getLong(4),
        row.getString(5).equals(Repeat.ONCE.wireName()),
        expiry == null ? TrackedSubscription.NEVER : expiry.toEpochMilli());
  }

  private static SubscriptionState state(ResultSet row) throws SQLException {
    return new SubscriptionState(
        row.getLong(1),
        row.getString(2),
        WireEnum.parse(Condition.class, row.getString(3)).orElseThrow(),
        Objects.requireNonNull(price(row, 4)),
        WireEnum.parse(Repeat.class, row.getString(5)).orElseThrow(),
        row.getInt(6),
        instant(row, 7),
        WireEnum.parse(SubscriptionStatus.class, row.getString(8)).orElseThrow(),
        Objects.requireNonNull(instant(row, 9)),
        price(row, 10),
        row.getLong(11),
        instant(row, 12));
  }

  private static @Nullable Price price(ResultSet row, int column) throws SQLException {
    BigDecimal number = row.getBigDecimal(column);
    return number == null ? null : Price.of(number).orElseThrow();
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
