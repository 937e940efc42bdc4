package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.protocol.Details;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  /** {@link #KEYS}, each with its details; destinations are the text of an array. */
  static final String KEYS_AND_DETAILS =
      """
      unnest(
        ?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::integer[], ?::timestamptz[],
        ?::text[], ?::text[], ?::text[]
      ) with ordinality as asked (
        owner_id, symbol, condition, threshold, repeat, cooldown_seconds, expires_at,
        name, note, destinations, place
      )
      """;

  private static final int COLUMNS = 7;
  private static final int DETAILS = 3;

  private SubscriptionKeyArrays() {}

  /** Binds {@link #KEYS} and returns the index of the next parameter. */
  static int bind(PreparedStatement statement, int index, List<SubscriptionKey> wishes)
      throws SQLException {
    array(statement, index, "int8", wishes, SubscriptionKey::ownerId);
    array(statement, index + 1, "text", wishes, wish -> wish.terms().symbol());
    array(statement, index + 2, "text", wishes, wish -> wish.terms().condition().wireName());
    array(statement, index + 3, "numeric", wishes, wish -> wish.terms().threshold().toBigDecimal());
    array(statement, index + 4, "text", wishes, wish -> wish.terms().repeat().wireName());
    array(statement, index + 5, "int4", wishes, wish -> wish.terms().cooldownSeconds());
    array(statement, index + 6, "timestamptz", wishes, wish -> wish.terms().expiresAt());
    return index + COLUMNS;
  }

  /** Binds {@link #KEYS_AND_DETAILS} and returns the index of the next parameter. */
  static int bind(
      PreparedStatement statement, int index, List<SubscriptionKey> wishes, List<Details> details)
      throws SQLException {
    int next = bind(statement, index, wishes);
    array(statement, next, "text", details, Details::name);
    array(statement, next + 1, "text", details, Details::note);
    array(statement, next + 2, "text", details, SubscriptionKeyArrays::destinations);
    return next + DETAILS;
  }

  private static @Nullable String destinations(Details details) {
    List<Long> ids = details.destinations();
    return ids == null
        ? null
        : ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private static <T> void array(
      PreparedStatement statement,
      int index,
      String type,
      List<T> rows,
      Function<T, @Nullable Object> column)
      throws SQLException {
    Connection connection = statement.getConnection();
    Array values = connection.createArrayOf(type, rows.stream().map(column).toArray());
    statement.setArray(index, values);
  }
}
