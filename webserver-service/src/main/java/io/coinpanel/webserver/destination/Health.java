package io.coinpanel.webserver.destination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether deliveries to a destination succeed.
 *
 * @param failingSince null while they do
 * @param disabledAt null unless nothing is sent any more
 */
record Health(
    @Nullable Instant failingSince,
    @Nullable String lastError,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason) {

  static final Health NEW = new Health(null, null, null, null, null);

  static final String COLUMNS =
      "failing_since, last_error, next_attempt_at, disabled_at, disabled_reason";

  static Health of(ResultSet row) throws SQLException {
    return new Health(
        instant(row, "failing_since"),
        row.getString("last_error"),
        instant(row, "next_attempt_at"),
        instant(row, "disabled_at"),
        row.getString("disabled_reason"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
