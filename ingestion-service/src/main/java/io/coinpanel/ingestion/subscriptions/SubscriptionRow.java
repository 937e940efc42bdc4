package io.coinpanel.ingestion.subscriptions;

import io.coinpanel.ingestion.feed.Withdrawal;
import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a row of the subscription table. A later version's webserver may store terms that this
 * ingestion does not know: such a row is not judged, so it stays pending, and each kind is logged
 * once.
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
        s.condition,
        s.threshold,
        s.repeat,
        case
          when s.rearm is not null then 'rearm'
          when s.hold_seconds is not null then 'hold_seconds'
          when s.bar is not null then 'bar'
        end,
        s.cooldown_seconds,
        s.expires_at,
      """;

  /** The first column after those. */
  static final int NEXT = 12;

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRow.class);
  private static final Map<String, ConditionKind> CONDITIONS =
      Stream.of(ConditionKind.ABOVE, ConditionKind.BELOW, ConditionKind.CROSS)
          .collect(Collectors.toMap(ConditionKind::wireName, Function.identity()));
  private static final Map<String, Repeat> REPEATS =
      Stream.of(Repeat.EVERY, Repeat.ONCE)
          .collect(Collectors.toMap(Repeat::wireName, Function.identity()));

  private final Set<String> logged = new HashSet<>();

  /** The subscription, or empty if its terms are not known; {@link #NEXT} is its last firing. */
  Optional<WatchedSubscription> read(ResultSet row) throws SQLException {
    ConditionKind condition = CONDITIONS.get(row.getString(6));
    BigDecimal threshold = row.getBigDecimal(7);
    Repeat repeat = REPEATS.get(row.getString(8));
    if (condition == null || threshold == null || repeat == null || row.getString(9) != null) {
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
            condition,
            units(threshold),
            repeat == Repeat.ONCE,
            row.getInt(10),
            millis(row, 11),
            millis(row, NEXT)));
  }

  private void logUnknown(ResultSet row) throws SQLException {
    String terms =
        "condition %s, repeat %s%s"
            .formatted(
                row.getString(6),
                row.getString(8),
                row.getString(9) == null ? "" : ", " + row.getString(9));
    if (logged.add(terms)) {
      LOG.warn(
          "Subscription {} stays pending, with all others alike: this version does not know {}",
          row.getLong(1),
          terms);
    }
  }

  /** The same row as one that is not to be judged. */
  static Withdrawal withdrawal(ResultSet row) throws SQLException {
    BigDecimal threshold = row.getBigDecimal(7);
    return new Withdrawal(
        row.getLong(1), row.getInt(2), row.getString(5), threshold == null ? 0 : units(threshold));
  }

  private static long units(BigDecimal price) {
    return price.movePointRight(Price.SCALE).longValueExact();
  }

  static long millis(ResultSet row, int column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? WatchedSubscription.NEVER : time.toInstant().toEpochMilli();
  }
}
