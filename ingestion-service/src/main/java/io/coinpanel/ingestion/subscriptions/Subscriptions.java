package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.ingestion.feed.ActiveSubscription;
import io.coinpanel.ingestion.feed.Expiry;
import io.coinpanel.ingestion.feed.TradeCursor;
import io.coinpanel.ingestion.feed.Withdrawal;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Price;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/** Reads the subscription table: in bulk, changes since a snapshot, expired ones. */
final class Subscriptions {

  private static final int PAGE = 10_000;

  // By id, the order of both tables' indexes: streams rows without sorting or hashing. What fired
  // before the baseline is no firing.
  private static final String RESTORED =
      SubscriptionRow.COLUMNS
          + """
            case
              when a.trade_time is null
                or greatest(s.last_fired_at, c.last_fired_at) >= a.trade_time
              then greatest(s.last_fired_at, c.last_fired_at)
            end,
            a.activated_at,
            a.trade_id,
            a.price,
            a.trade_time
          """;
  private static final String LIVE =
      RESTORED
          + """
          from
            subscription s
            left join activation a
              on a.subscription_id = s.id and a.revision = s.baseline_revision
            left join subscription_change c on c.subscription_id = s.id
          where
            s.ended_at is null
            and s.paused_at is null
            and c.paused_at is null
            and (
              c.ended_at is null
              or not is_over(s, c.end_reason, c.revision, c.expires_at)
            )
          order by s.id
          """;
  // Trades up to a cursor were evaluated; trade times follow ids within less than a second. Ends
  // that are not in their rows yet count too.
  private static final String EXPIRED_SINCE_CURSOR =
      RESTORED
          + """
          from
            (
              select s.id
              from
                last_trade t
                join subscription s on s.symbol = t.symbol
              where
                s.expires_at > t.trade_time - interval '1 second'
                and s.end_reason = 'expired'
                and s.ended_as = 'finished'
              union
              select subscription_id from subscription_change where end_reason = 'expired'
            ) as expired
            join subscription s on s.id = expired.id
            join activation a on a.subscription_id = s.id and a.revision = s.baseline_revision
            left join subscription_change c on c.subscription_id = s.id
          where
            s.paused_at is null
            and s.ended_as is distinct from 'unsubscribed'
            and exists (select from last_trade t where t.symbol = s.symbol)
          """;
  // A transaction seen now and not then committed in between, whenever it began. A plain
  // subscription that has fired once is known to be over, and an expired one still fires on earlier
  // trades that are found late. OFFSET 0 forces a look-up for each row.
  private static final String CHANGED =
      SubscriptionRow.COLUMNS
          + """
            s.last_fired_at,
            s.ended_at is null and s.paused_at is null,
            s.revision > 1
              and exists (
                select
                from activation a
                where a.subscription_id = s.id and a.revision = s.baseline_revision
                offset 0
              )
          from subscription s
          where
            s.changed_in >= pg_snapshot_xmin(?::pg_snapshot)
            and not pg_visible_in_snapshot(s.changed_in, ?::pg_snapshot)
            and (s.revision > 1 or s.end_reason is distinct from 'fired')
            and (s.end_reason = 'expired' and s.ended_as = 'finished') is not true
          """;
  private static final String EXPIRED =
      """
      select s.id, s.symbol, s.expires_at
      from subscription s
      where
        s.ended_at is null
        and s.expires_at <= ?
        and not exists (
          select
          from subscription_change c
          where c.subscription_id = s.id and c.ended_at is not null
        )
      """;
  private static final String PRICE_WATCHES =
      """
      select symbol
      from price_watch
      where asked_until > now()
      group by symbol
      order by min(asked_since), symbol
      limit 1000
      """;
  // Of a server that wrote these rows before they were restored here: it counted from elsewhere.
  private static final String RENUMBER =
      """
      update subscription
      set changed_in = pg_current_xact_id()
      where changed_in > pg_current_xact_id()
      """;

  private final SubscriptionRow subscriptionRow = new SubscriptionRow();

  /**
   * The table's contents at one snapshot.
   *
   * @param snapshot the moment, for {@link #changes}
   * @param pending live ones that are to start with a new baseline
   * @param active live ones that are active
   * @param withdrawn ended, paused and unknown ones
   */
  record Changes(
      String snapshot,
      List<WatchedSubscription> pending,
      List<WatchedSubscription> active,
      List<Withdrawal> withdrawn) {}

  /**
   * Result of the initial load besides the rows.
   *
   * @param snapshot the moment, for {@link #changes}
   * @param activeSince by symbol, when the first of its active subscriptions became active, in
   *     epoch milliseconds
   */
  record InitialLoad(String snapshot, Map<String, Long> activeSince) {}

  /**
   * Reassigns transaction ids of rows restored from another server; ids in the future would look
   * new forever. Only at the start of a transaction, whose number is then later than those of all
   * rows it sees.
   */
  void reassignTransactionIds(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(RENUMBER);
    }
  }

  /**
   * Reads every live subscription in pages.
   *
   * @param active receives active ones
   * @param pending receives pending ones
   */
  InitialLoad load(
      Connection connection,
      Consumer<List<ActiveSubscription>> active,
      Consumer<List<WatchedSubscription>> pending)
      throws SQLException {
    InitialLoad initialLoad = new InitialLoad(snapshot(connection), new HashMap<>());
    try (PreparedStatement statement = connection.prepareStatement(LIVE)) {
      // Binary transfer: text takes 50 % longer for a million rows.
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      statement.setFetchSize(PAGE);
      try (ResultSet row = statement.executeQuery()) {
        readPages(row, new Page<>(active), new Page<>(pending), initialLoad);
      }
    }
    return initialLoad;
  }

  /** Those that have expired since the trade cursor of their symbol. */
  List<ActiveSubscription> expiredSinceTheirCursor(Connection connection) throws SQLException {
    List<ActiveSubscription> expired = new ArrayList<>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(EXPIRED_SINCE_CURSOR)) {
      while (row.next()) {
        long since = SubscriptionRow.millis(row, SubscriptionRow.NEXT + 1);
        TradeCursor baseline = baseline(row);
        subscriptionRow
            .read(row)
            .ifPresent(known -> expired.add(new ActiveSubscription(known, since, baseline)));
      }
    }
    return expired;
  }

  private void readPages(
      ResultSet row,
      Page<ActiveSubscription> active,
      Page<WatchedSubscription> pending,
      InitialLoad initialLoad)
      throws SQLException {
    while (row.next()) {
      Optional<WatchedSubscription> known = subscriptionRow.read(row);
      if (known.isPresent()) {
        WatchedSubscription subscription = known.get();
        long since = SubscriptionRow.millis(row, SubscriptionRow.NEXT + 1);
        if (since == WatchedSubscription.NEVER) {
          pending.add(subscription);
        } else {
          active.add(new ActiveSubscription(subscription, since, baseline(row)));
          initialLoad.activeSince().merge(subscription.symbol(), since, Math::min);
        }
      }
    }
    active.flush();
    pending.flush();
  }

  private static @Nullable TradeCursor baseline(ResultSet row) throws SQLException {
    long id = row.getLong(SubscriptionRow.NEXT + 2);
    return row.wasNull()
        ? null
        : new TradeCursor(
            id,
            row.getBigDecimal(SubscriptionRow.NEXT + 3)
                .movePointRight(Price.SCALE)
                .longValueExact(),
            SubscriptionRow.millis(row, SubscriptionRow.NEXT + 4));
  }

  /** Subscriptions read and not passed on yet. */
  private static final class Page<T> {
    private final Consumer<List<T>> receiver;
    private List<T> rows = new ArrayList<>();

    Page(Consumer<List<T>> receiver) {
      this.receiver = receiver;
    }

    void add(T subscription) {
      rows.add(subscription);
      if (rows.size() == PAGE) {
        flush();
      }
    }

    void flush() {
      receiver.accept(rows);
      rows = new ArrayList<>();
    }
  }

  /** What has been committed since a snapshot. */
  Changes changes(Connection connection, String since) throws SQLException {
    Changes changes =
        new Changes(snapshot(connection), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try (PreparedStatement statement = connection.prepareStatement(CHANGED)) {
      statement.setString(1, since);
      statement.setString(2, since);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          read(row, changes);
        }
      }
    }
    return changes;
  }

  private void read(ResultSet row, Changes changes) throws SQLException {
    boolean isLive = row.getBoolean(SubscriptionRow.NEXT + 1);
    Optional<WatchedSubscription> known = isLive ? subscriptionRow.read(row) : Optional.empty();
    if (known.isEmpty()) {
      changes.withdrawn().add(SubscriptionRow.withdrawal(row));
    } else if (row.getBoolean(SubscriptionRow.NEXT + 2)) {
      changes.active().add(known.get());
    } else {
      changes.pending().add(known.get());
    }
  }

  /** Live and paused subscriptions whose time has passed. */
  List<Expiry> expired(Connection connection, Instant now) throws SQLException {
    List<Expiry> expired = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          expired.add(new Expiry(row.getLong(1), row.getString(2), SubscriptionRow.millis(row, 3)));
        }
      }
    }
    return expired;
  }

  /** Symbols whose prices are asked for, those asked for longest first. */
  List<String> priceWatches(Connection connection) throws SQLException {
    List<String> symbols = new ArrayList<>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(PRICE_WATCHES)) {
      while (row.next()) {
        symbols.add(row.getString(1));
      }
    }
    return symbols;
  }

  /** The snapshot of the transaction at hand, which must be repeatable read. */
  private static String snapshot(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_current_snapshot()::text")) {
      row.next();
      return row.getString(1);
    }
  }
}
