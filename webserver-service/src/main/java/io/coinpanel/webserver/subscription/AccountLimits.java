package io.coinpanel.webserver.subscription;

import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How many live subscriptions an account may have. */
final class AccountLimits {

  /** One trade crosses them all. */
  static final int MAX_SAME_CROSSING = 10;

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
      select owner_id, symbol, condition, threshold, count(*)
      from subscription
      where owner_id = any (?) and ended_at is null
      group by owner_id, symbol, condition, threshold
      """;

  private final int limit;

  /**
   * @param limit of all live subscriptions of an account that has no limit of its own
   */
  AccountLimits(int limit) {
    this.limit = limit;
  }

  /** What one trade crosses. */
  private record Crossing(long owner, String symbol, ConditionKind condition, Price threshold) {}

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
    private final Map<Crossing, Long> crossings = new HashMap<>();

    private void count(ResultSet row) throws SQLException {
      long owner = row.getLong(1);
      long count = row.getLong(5);
      live.merge(owner, count, Long::sum);
      ConditionKind condition = ConditionKind.valueOf(row.getString(3).toUpperCase(Locale.ROOT));
      Price threshold = Price.of(row.getBigDecimal(4)).orElseThrow();
      crossings.put(new Crossing(owner, row.getString(2), condition, threshold), count);
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
      Crossing crossing =
          new Crossing(
              key.ownerId(),
              key.terms().symbol(),
              key.terms().condition(),
              key.terms().threshold());
      if (crossings.getOrDefault(crossing, 0L) >= MAX_SAME_CROSSING) {
        return Optional.of(
            "an account may have at most "
                + MAX_SAME_CROSSING
                + " subscriptions of the same symbol, condition and threshold");
      }
      live.merge(key.ownerId(), 1L, Long::sum);
      crossings.merge(crossing, 1L, Long::sum);
      return Optional.empty();
    }
  }
}
