package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Repeat;
import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.socket.TrackedSubscription;
import io.coinpanel.webserver.socket.TrackedSubscription.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads of stored subscriptions for clients. Read cost is independent of history: notification
 * counts are precomputed, and only the newest finished ones are shown.
 */
final class SubscriptionRows {

  private static final String ON_PAGE =
      StateColumns.SELECT
          + """
            where s.id in (select id from page)
            order by s.id
            """;
  private static final String PAGE =
      """
      with live as (
        select id from subscription
        where owner_id = :owner and ended_at is null and id > :after
        order by id
        limit :limit
      ),
      finished as (
        select id from subscription
        where owner_id = :owner and ended_as = 'finished'
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
          + ON_PAGE;
  private static final String FIRST_PAGES =
      """
      with page as (
        select shown.id
        from unnest(:owners) as asked (owner_id)
        cross join lateral (
          (
            select id from subscription
            where owner_id = asked.owner_id and ended_at is null
            order by id
            limit :limit
          )
          union all
          (
            select id from subscription
            where owner_id = asked.owner_id and ended_as = 'finished'
            order by id desc
            limit :finished
          )
        ) shown
      )
      """
          + ON_PAGE;
  private static final String BY_ID = StateColumns.SELECT + "where s.id = ?";
  private static final String OF_OWNER =
      BY_ID + " and s.owner_id = ? and s.ended_as is distinct from 'unsubscribed'";
  private static final String SAME =
      StateColumns.SELECT + "where s.id in (select id from subscription where ";
  private static final String LIVE =
      """
      select
        id, revision, baseline_revision, symbol, repeat, expires_at, name, note,
        paused_at is not null, %s
      from subscription
      where owner_id = ? and ended_at is null
      """
          .formatted(ConditionColumns.select("subscription"));
  private static final String SYMBOLS =
      """
      select distinct owner_id, symbol
      from subscription
      where owner_id = any (?) and ended_at is null
      """;
  private static final String COUNT =
      """
      select count(*)
      from subscription
      where owner_id = ? and ended_at is null
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

  /** Live ones and the newest finished ones of an owner after an id, in id order. */
  SubscriptionPage page(long ownerId, long after, int limit) {
    List<SubscriptionState> found =
        database
            .sql(PAGE)
            .param("owner", ownerId)
            .param("after", after)
            .param("limit", limit + 1)
            .param("finished", SubscriptionPage.FINISHED)
            .query((row, number) -> StateColumns.state(row))
            .list();
    return SubscriptionPage.of(found, limit);
  }

  /** The first and largest {@link #page} of each owner; absent without subscriptions. */
  Map<Long, SubscriptionPage> firstPages(Collection<Long> owners) {
    Map<Long, List<SubscriptionState>> found = new HashMap<>();
    database
        .sql(FIRST_PAGES)
        .param("owners", owners.toArray(Long[]::new))
        .param("limit", SubscriptionPage.LARGEST + 1)
        .param("finished", SubscriptionPage.FINISHED)
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getLong("owner_id"), _ -> new ArrayList<>())
                  .add(StateColumns.state(row));
            });
    Map<Long, SubscriptionPage> pages = new HashMap<>();
    found.forEach(
        (owner, all) -> pages.put(owner, SubscriptionPage.of(all, SubscriptionPage.LARGEST)));
    return pages;
  }

  Optional<SubscriptionState> find(long id) {
    return database.sql(BY_ID).param(id).query((row, number) -> StateColumns.state(row)).optional();
  }

  List<SubscriptionState> find(Collection<Long> ids) {
    return database
        .sql(StateColumns.BY_IDS)
        .param(ids.toArray(Long[]::new))
        .query((row, number) -> StateColumns.state(row))
        .list();
  }

  /** One of an owner, unless it is unsubscribed. */
  Optional<SubscriptionState> find(long ownerId, long id) {
    return database
        .sql(OF_OWNER)
        .params(id, ownerId)
        .query((row, number) -> StateColumns.state(row))
        .optional();
  }

  /** The live one with the same key. */
  Optional<SubscriptionState> find(SubscriptionKey key) {
    TermsFilter same = TermsFilter.same(key);
    return database
        .sql(SAME + same.sql() + ")")
        .params(same.params())
        .query((row, number) -> StateColumns.state(row))
        .optional();
  }

  /** The symbols of owners' live ones. */
  Map<Long, Set<String>> symbols(Collection<Long> owners) {
    Map<Long, Set<String>> symbols = new HashMap<>();
    database
        .sql(SYMBOLS)
        .param(owners.toArray(Long[]::new))
        .query(
            row -> {
              symbols.computeIfAbsent(row.getLong(1), _ -> new HashSet<>()).add(row.getString(2));
            });
    return symbols;
  }

  int countLive(long ownerId) {
    return database.sql(COUNT).param(ownerId).query(Integer.class).single();
  }

  /** Number of live ones of the same condition. */
  int countSameCondition(SubscriptionKey key) {
    TermsFilter same = TermsFilter.sameCondition(key);
    return database
        .sql("select count(*) from subscription where " + same.sql())
        .params(same.params())
        .query(Integer.class)
        .single();
  }

  /** All that may still fire. */
  List<TrackedSubscription> live(long ownerId) {
    return database.sql(LIVE).param(ownerId).query((row, number) -> tracked(row)).list();
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
    Instant expiry = StateColumns.instant(row, 6);
    return new TrackedSubscription(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getString(4),
        ConditionColumns.read(row, 10),
        row.getString(5).equals(Repeat.ONCE.wireName()),
        expiry == null ? TrackedSubscription.NEVER : expiry.toEpochMilli(),
        row.getString(7),
        row.getString(8),
        row.getBoolean(9) ? Phase.PAUSED : Phase.RUNNING);
  }
}
