package io.coinpanel.webserver.delivery;

import io.coinpanel.model.Source;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.ServerMessage.Notification;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An owner's stored notifications, each with the terms of its revision. The cost of a read does not
 * depend on how many there are.
 */
public final class NotificationHistory {

  /** Stands for the notifications of all subscriptions. */
  public static final long ALL = 0;

  /** How many rows a read looks at for those of one subscription. */
  static final int SCAN = 5_000;

  /** How many rows a read looks at for those of one destination. */
  private static final int DESTINATION_SCAN = 1_000;

  /**
   * Rows in a range of ids, from one end. A row that was written after its subscription had been
   * unsubscribed is never shown.
   */
  private static final String PAGE =
      """
      with scanned as (
        select * from notification
        where owner_id = :owner and id > :after and id < :before
        order by id %1$s
        limit :scan
      ),
      shown as (
        select
          n.id, n.subscription_id, n.revision, s.symbol,
          case when r.revision is null then s.name else r.name end as name,
          case when r.revision is null then s.note else r.note end as note,
          n.price, n.previous_price, n.trade_id, n.trade_time, n.created_at, n.source,
          n.direction, n.level, n.reference_price, n.bar_end,
      """
          + ConditionColumns.of("r", "s")
          + """

        from scanned n
        join subscription s on s.id = n.subscription_id
        left join subscription_revision r
          on r.subscription_id = n.subscription_id and r.revision = n.revision
            and n.revision <> s.revision
        where (:subscription = 0 or n.subscription_id = :subscription)
          and (:destination = 0 or case when s.destinations is null then :is_default
            else :destination = any (s.destinations) end)
          and (s.ended_as is distinct from 'unsubscribed' or %2$s)
        order by n.id %1$s
        limit :limit
      )
      select
        shown.id, subscription_id, revision, symbol, name, note, (price * 100000000)::bigint,
        (previous_price * 100000000)::bigint, trade_id, trade_time, created_at, source,
        direction, level, (reference_price * 100000000)::bigint, bar_end,
        scan.rows, scan.last, owner.dropped_id,
      """
          + ConditionColumns.select("shown")
          + """

      from owner
      cross join (select count(*) as rows, %3$s(id) as last from scanned) scan
      left join shown on true
      where owner.id = :owner
      order by shown.id %1$s
      """;

  private static final String OLDEST_FIRST =
      PAGE.formatted("asc", "n.created_at <= s.ended_at", "max");
  private static final String NEWEST_FIRST =
      PAGE.formatted("desc", "n.created_at <= s.ended_at", "min");
  private static final String UNSENT = PAGE.formatted("asc", "false", "max");
  private static final String POSITION =
      """
      select
        :id <= dropped_id or exists (
          select from notification n where n.owner_id = owner.id and n.id = :id
        ),
        dropped_id <= :id
      from owner
      where id = :owner
      """;

  private final JdbcClient database;

  public NotificationHistory(JdbcClient database) {
    this.database = database;
  }

  /**
   * What to read.
   *
   * @param after exclusive lower bound of ids
   * @param before exclusive upper bound of ids
   * @param newestFirst from which end
   * @param subscription whose, or {@link #ALL}
   */
  public record Query(
      long owner, long after, long before, boolean newestFirst, long subscription, int limit) {}

  /**
   * A destination whose notifications are read.
   *
   * @param isDefault whether it gets those of subscriptions that name no destinations
   */
  public record Destination(long id, boolean isDefault) {

    /** Stands for all notifications of the account. */
    public static final Destination ANY = new Destination(0, false);
  }

  /**
   * A page.
   *
   * @param next where the next page begins; null if there are no more
   */
  public record Page(List<Notification> notifications, @Nullable Long next) {}

  /**
   * What a reader has not been sent.
   *
   * @param droppedId the last notification of the owner that is no longer stored, or 0
   * @param last everything up to here was looked at
   */
  public record Unsent(List<Notification> notifications, long droppedId, long last) {}

  /** A page of notifications, which may be short although there are more. */
  public Page page(Query query) {
    int scan = query.subscription() == ALL ? query.limit() + 1 : SCAN;
    String sql = query.newestFirst() ? NEWEST_FIRST : OLDEST_FIRST;
    Read read = read(sql, query, Destination.ANY, scan);
    List<Notification> found = read.notifications();
    if (found.size() > query.limit()) {
      List<Notification> page = List.copyOf(found.subList(0, query.limit()));
      return new Page(page, page.getLast().id());
    }
    return new Page(found, read.scanned() == scan ? read.last() : null);
  }

  /** What comes after an id and up to another, oldest first, leaving out the unsubscribed. */
  public Unsent unsent(long owner, long after, long upTo, int limit) {
    Query query = new Query(owner, after, upTo + 1, false, ALL, limit);
    Read read = read(UNSENT, query, Destination.ANY, limit);
    long last = read.scanned() == limit ? Objects.requireNonNull(read.last()) : upTo;
    return new Unsent(read.notifications(), read.droppedId(), last);
  }

  /**
   * What a destination has not been sent after an id and up to another, oldest first. What fired
   * before its subscription was unsubscribed belongs to it.
   */
  public Unsent unsent(Query query, Destination destination) {
    Read read = read(OLDEST_FIRST, query, destination, DESTINATION_SCAN);
    List<Notification> found = read.notifications();
    if (found.size() > query.limit()) {
      List<Notification> first = List.copyOf(found.subList(0, query.limit()));
      return new Unsent(first, read.droppedId(), first.getLast().id());
    }
    boolean isAll = read.scanned() < DESTINATION_SCAN;
    long last = isAll ? query.before() - 1 : Objects.requireNonNull(read.last());
    return new Unsent(found, read.droppedId(), last);
  }

  /**
   * What is known of a notification that a client names.
   *
   * @param isKnown whether it is one of the owner's, or may have been one of the dropped
   * @param isComplete whether all later ones are still stored
   */
  public record Position(boolean isKnown, boolean isComplete) {}

  public Position position(long owner, long notification) {
    return database
        .sql(POSITION)
        .param("id", notification)
        .param("owner", owner)
        .query((row, number) -> new Position(row.getBoolean(1), row.getBoolean(2)))
        .optional()
        .orElse(new Position(false, false));
  }

  /** Whether the owner has, or had, the subscription. */
  public boolean ownsSubscription(long owner, long subscription) {
    return database
        .sql("select exists (select from subscription where id = ? and owner_id = ?)")
        .params(subscription, owner)
        .query(Boolean.class)
        .single();
  }

  /** The rows of a read, and how many it looked at. */
  private record Read(
      List<Notification> notifications, int scanned, @Nullable Long last, long droppedId) {}

  private Read read(String sql, Query query, Destination destination, int scan) {
    List<Notification> found = new ArrayList<>();
    return database
        .sql(sql)
        .param("owner", query.owner())
        .param("after", query.after())
        .param("before", query.before())
        .param("subscription", query.subscription())
        .param("destination", destination.id())
        .param("is_default", destination.isDefault())
        .param("limit", query.limit() + 1)
        .param("scan", scan)
        .query(
            rows -> {
              Read read = new Read(found, 0, null, 0);
              while (rows.next()) {
                if (rows.getLong(1) != 0) {
                  found.add(notification(rows));
                }
                read =
                    new Read(
                        found, rows.getInt(17), rows.getObject(18, Long.class), rows.getLong(19));
              }
              return read;
            });
  }

  private static Notification notification(ResultSet row) throws SQLException {
    return new Notification(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getString(5),
        row.getString(6),
        row.getString(4),
        ConditionColumns.read(row, 20),
        row.getLong(7),
        row.getObject(8, Long.class),
        row.getLong(9),
        instant(row, 10),
        instant(row, 11),
        WireEnum.parse(Source.class, row.getString(12)).orElseThrow(),
        FiringColumns.read(row, 13));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class)).toInstant();
  }
}
