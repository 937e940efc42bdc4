package io.coinpanel.webserver.subscription;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds subscription keys as statement parameters: one array per column. */
final class SubscriptionKeyArrays {

  /**
   * The keys as rows of {@code asked}, numbered by {@code place} from 1. One function, since the
   * planner expects 1,000 rows of a {@code generate_series} beside the arrays, and for so many it
   * scans {@code subscription} instead of its index.
   */
  static final String KEYS =
      """
      unnest(
        ?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::integer[], ?::timestamptz[]
      ) with ordinality as asked (
        owner_id, symbol, condition, threshold, repeat, cooldown_seconds, expires_at, place
      )
      """;

  private static final int COLUMNS = 7;

  private SubscriptionKeyArrays() {}

  /** Binds {@link #KEYS} and returns the index of the next parameter. */
  static int bind(PreparedStatement statement, int index, List<SubscriptionKey> wishes)
      throws SQLException {
    array(statement, index, "int8", wishes, SubscriptionKey::connectionId);
    array(statement, index + 1, "text", wishes, SubscriptionKey::symbol);
    array(statement, index + 2, "text", wishes, wish -> wish.condition().wireName());
    array(statement, index + 3, "numeric", wishes, wish -> wish.threshold().toBigDecimal());
    array(statement, index + 4, "text", wishes, wish -> wish.repeat().wireName());
    array(statement, index + 5, "int4", wishes, SubscriptionKey::cooldownSeconds);
    array(statement, index + 6, "timestamptz", wishes, SubscriptionKey::expiresAt);
    return index + COLUMNS;
  }

  private static void array(
      PreparedStatement statement,
      int index,
      String type,
      List<SubscriptionKey> wishes,
      Function<SubscriptionKey, @Nullable Object> column)
      throws SQLException {
    Connection connection = statement.getConnection();
    Array values = connection.createArrayOf(type, wishes.stream().map(column).toArray());
    statement.setArray(index, values);
  }
}
