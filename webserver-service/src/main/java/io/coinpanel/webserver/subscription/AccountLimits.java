package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.webserver.database.ConditionColumns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many live subscriptions an account may have. */
final class AccountLimits {

  /** One trade fires them all. */
  static final int MAX_SAME_CONDITION = 10;

  private static final String LOCK =
      """
      select owner.id, account.max_subscriptions
      from owner
      join account using (id)
      where owner.id = any (?) and disabled_at is null and deleted_at is null
      order by owner.id
      for no key update of owner
      """;
  private static final String LIVE =
      """
      select owner_id, count(*), symbol, %s
      from subscription
      where owner_id = any (?) and ended_at is null
      group by owner_id, symbol, %s
      """
          .formatted(ConditionColumns.select("subscription"), ConditionColumns.NAMES);

  private final int limit;

  /**
   * @param limit of all live subscriptions of an account that has no limit of its own
   */
  AccountLimits(int limit) {
    this.limit = limit;
  }

  /** What one trade fires. */
  private record Watched(long owner, String symbol, Condition condition) {}

  /** Locks the owners until the end of the transaction, and counts what they have. */
  Room lock(Connection database, Collection<Long> owners) throws SQLException {
    Array ids = database.createArrayOf("int8", owners.toArray());
    Room room = new Room();
    try (PreparedStatement lock = database.prepareStatement(LOCK)) {
      lock.setArray(1, ids);
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          long account = rows.getLong(1);
          int own = rows.getInt(2);
          room.limits.put(account, rows.wasNull() ? limit : own);
        }
      }
    }
    try (PreparedStatement count = database.prepareStatement(LIVE)) {
      count.setArray(1, ids);
      try (ResultSet rows = count.executeQuery()) {
        while (rows.next()) {
          room.count(rows);
        }
      }
    }
    return room;
  }

  /** What accounts may still add within a transaction. */
  static final class Room {
    private final Map<Long, Integer> limits = new HashMap<>();
    private final Map<Long, Long> live = new HashMap<>();
    private final Map<Watched, Long> watched = new HashMap<>();

    private void count(ResultSet row) throws SQLException {
      long owner = row.getLong(1);
      long count = row.getLong(2);
      live.merge(owner, count, Long::sum);
      watched.put(new Watched(owner, row.getString(3), ConditionColumns.read(row, 4)), count);
    }

    /** Whether it is an account that may subscribe at all. */
    boolean isOpen(long account) {
      return limits.containsKey(account);
    }

    /** Takes room for one more; returns the limit that is reached, in words, if one is. */
    Optional<String> take(SubscriptionKey key) {
      int most = limits.getOrDefault(key.ownerId(), 0);
      if (live.getOrDefault(key.ownerId(), 0L) >= most) {
        return Optional.of("the account may have at most " + most + " subscriptions");
      }
      Watched same = new Watched(key.ownerId(), key.terms().symbol(), key.terms().condition());
      if (watched.getOrDefault(same, 0L) >= MAX_SAME_CONDITION) {
        return Optional.of(
            "an account may have at most "
                + MAX_SAME_CONDITION
                + " subscriptions of the same symbol, condition and parameters");
      }
      live.merge(key.ownerId(), 1L, Long::sum);
      watched.merge(same, 1L, Long::sum);
      return Optional.empty();
    }
  }
}
