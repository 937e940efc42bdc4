package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.ingestion.feed.Withdrawal;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.WireEnum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a row of the subscription table. A later version's webserver may store terms that this
 * ingestion does not know: such a row is not evaluated, so it stays pending, and each kind is
 * logged once.
 */
final class SubscriptionRow {

  /** What is selected of {@code s} first. */
  static final String COLUMNS =
      """
      select
        s.id,
        s.revision,
        s.baseline_revision,
        s.owner_id,
        s.symbol,
        s.repeat,
        s.cooldown_seconds,
        s.expires_at,
        %s,
      """
          .formatted(ConditionColumns.COLUMNS);

  private static final int CONDITION = 9;

  /** The first column after those. */
  static final int NEXT = CONDITION + ConditionColumns.COUNT;

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRow.class);

  private final Set<String> logged = new HashSet<>();

  /** The subscription, or empty if its terms are not known; {@link #NEXT} is its last firing. */
  Optional<WatchedSubscription> read(ResultSet row) throws SQLException {
    Optional<Condition> condition = new ConditionColumns(row, CONDITION).read();
    Optional<Repeat> repeat = WireEnum.parse(Repeat.class, row.getString(6));
    if (condition.isEmpty() || repeat.isEmpty()) {
      logUnknown(row);
      return Optional.empty();
    }
    return Optional.of(
        new WatchedSubscription(
            row.getLong(1),
            row.getInt(2),
            row.getInt(3),
            row.getLong(4),
            row.getString(5),
            condition.get(),
            repeat.get(),
            row.getInt(7),
            millis(row, 8),
            millis(row, NEXT)));
  }

  private void logUnknown(ResultSet row) throws SQLException {
    String terms = "condition %s, repeat %s".formatted(row.getString(CONDITION), row.getString(6));
    if (logged.add(terms)) {
      LOG.warn(
          "Subscription {} and all others like it stay pending: this version does not know {}",
          row.getLong(1),
          terms);
    }
  }

  /** The same row as one that is not to be evaluated. */
  static Withdrawal withdrawal(ResultSet row) throws SQLException {
    Price threshold = new ConditionColumns(row, CONDITION).threshold();
    return new Withdrawal(
        row.getLong(1), row.getInt(2), row.getString(5), threshold == null ? 0 : threshold.units());
  }

  static long millis(ResultSet row, int column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? WatchedSubscription.NEVER : time.toInstant().toEpochMilli();
  }
}
