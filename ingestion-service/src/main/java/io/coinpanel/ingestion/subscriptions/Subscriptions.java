package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.WireEnum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postgresql.PGStatement;

/** Reads the subscription table: in bulk, changes since a snapshot, expired ones. */
final class Subscriptions {

  private static final int PAGE = 10_000;

  private static final String COLUMNS =
      """
      select
        s.id,
        s.owner_id,
        s.symbol,
        s.condition,
        s.threshold,
        s.repeat,
        s.cooldown_seconds,
        s.expires_at,
      """;
  // By id, the order of both tables' indexes: streams rows without sorting or hashing.
  private static final String LIVE =
      COLUMNS
          + """
            greatest(s.last_fired_at, c.last_fired_at),
            a.activated_at
          from
            subscription s
            left join activation a on a.subscription_id = s.id
            left join subscription_change c on c.subscription_id = s.id
          where s.ended_at is null and c.ended_at is null
          order by s.id
          """;
  // A transaction seen now and not then committed in between, whenever it began.
  private static final String CHANGED =
      COLUMNS
          + """
            s.last_fired_at,
            s.ended_at is null
          from subscription s
          where
            s.changed_in >= pg_snapshot_xmin(?::pg_snapshot)
            and not pg_visible_in_snapshot(s.changed_in, ?::pg_snapshot)
          """;
  private static final String EXPIRED =
      COLUMNS
          + """
            s.last_fired_at,
            true
          from subscription s
          where s.ended_at is null and s.expires_at <= ?
          """;
  // Of a server that wrote these rows before they were restored here: it counted from elsewhere.
  private static final String RENUMBER =
      """
      update subscription
      set changed_in = pg_current_xact_id()
      where changed_in > pg_current_xact_id()
      """;

  /**
   * The table's contents at one snapshot.
   *
   * @param snapshot the moment, for {@link #changes}
   * @param live live ones
   * @param ended ended ones
   */
  record Changes(
      String snapshot, List<WatchedSubscription> live, List<WatchedSubscription> ended) {}

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
      Consumer<List<WatchedSubscription>> active,
      Consumer<List<WatchedSubscription>> pending)
      throws SQLException {
    InitialLoad initialLoad = new InitialLoad(snapshot(connection), new HashMap<>());
    try (PreparedStatement statement = connection.prepareStatement(LIVE)) {
      // Binary transfer: text takes 50 % longer for a million rows.
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      statement.setFetchSize(PAGE);
      try (ResultSet row = statement.executeQuery()) {
        readPages(row, new Page(active), new Page(pending), initialLoad);
      }
    }
    return initialLoad;
  }

  private static void readPages(ResultSet row, Page active, Page pending, InitialLoad initialLoad)
      throws SQLException {
    while (row.next()) {
      WatchedSubscription subscription = read(row);
      long since = millis(row, 10);
      if (since == WatchedSubscription.NEVER) {
        pending.add(subscription);
      } else {
        active.add(subscription);
        initialLoad.activeSince().merge(subscription.symbol(), since, Math::min);
      }
    }
    active.flush();
    pending.flush();
  }

  /** Subscriptions read and not passed on yet. */
  private static final class Page {
    private final Consumer<List<WatchedSubscription>> receiver;
    private List<WatchedSubscription> rows = new ArrayList<>();

    Page(Consumer<List<WatchedSubscription>> receiver) {
      this.receiver = receiver;
    }

    void add(WatchedSubscription subscription) {
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

  /** What has been committed since a snapshot: new live subscriptions, and ended ones. */
  Changes changes(Connection connection, String since) throws SQLException {
    String snapshot = snapshot(connection);
    try (PreparedStatement statement = connection.prepareStatement(CHANGED)) {
      statement.setString(1, since);
      statement.setString(2, since);
      return rows(snapshot, statement);
    }
  }

  /** Live subscriptions whose time has passed. */
  List<WatchedSubscription> expired(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      return rows("", statement).live();
    }
  }

  private static Changes rows(String snapshot, PreparedStatement statement) throws SQLException {
    Changes changes = new Changes(snapshot, new ArrayList<>(), new ArrayList<>());
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        (row.getBoolean(10) ? changes.live() : changes.ended()).add(read(row));
      }
    }
    return changes;
  }

  /** The snapshot of the transaction at hand, which must be repeatable read. */
  private static String snapshot(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_current_snapshot()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  private static WatchedSubscription read(ResultSet row) throws SQLException {
    return new WatchedSubscription(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        WireEnum.parse(Condition.class, row.getString(4)).orElseThrow(),
        row.getBigDecimal(5).movePointRight(Price.SCALE).longValueExact(),
        row.getString(6).equals(Repeat.ONCE.wireName()),
        row.getInt(7),
        millis(row, 8),
        millis(row, 9));
  }

  private static long millis(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? WatchedSubscription.NEVER : time.toInstant().toEpochMilli();
  }
}
