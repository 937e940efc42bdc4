package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.database.ConditionColumns;
import io.coinpanel.webserver.protocol.Details;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Binds subscription keys as statement parameters: one array per column. */
final class SubscriptionKeyArrays {

  private static final String CONDITION_ARRAYS =
      ConditionColumns.ALL.stream()
          .map(column -> "?::" + column.type() + "[]")
          .collect(Collectors.joining(", "));

  /**
   * The keys as rows of {@code asked}, numbered by {@code place} from 1. One function, since the
   * planner expects 1,000 rows of a {@code generate_series} beside the arrays, and for so many it
   * scans {@code subscription} instead of its index. It fills up an array that is null with nulls.
   */
  static final String KEYS =
      """
      unnest(
        ?::bigint[], ?::text[], ?::text[], ?::integer[], ?::timestamptz[], %s
      ) with ordinality as asked (
        owner_id, symbol, repeat, cooldown_seconds, expires_at, %s, place
      )
      """
          .formatted(CONDITION_ARRAYS, ConditionColumns.NAMES);

  /** {@link #KEYS}, each with its details; destinations are the text of an array. */
  static final String KEYS_AND_DETAILS =
      """
      unnest(
        ?::bigint[], ?::text[], ?::text[], ?::integer[], ?::timestamptz[], %s,
        ?::text[], ?::text[], ?::text[]
      ) with ordinality as asked (
        owner_id, symbol, repeat, cooldown_seconds, expires_at, %s,
        name, note, destinations, place
      )
      """
          .formatted(CONDITION_ARRAYS, ConditionColumns.NAMES);

  private static final int DETAILS = 3;

  private SubscriptionKeyArrays() {}

  /** Binds {@link #KEYS} and returns the index of the next parameter. */
  static int bind(PreparedStatement statement, int index, List<SubscriptionKey> keys)
      throws SQLException {
    array(statement, index, "int8", keys, SubscriptionKey::ownerId);
    array(statement, index + 1, "text", keys, key -> key.terms().symbol());
    array(statement, index + 2, "text", keys, key -> key.terms().repeat().wireName());
    array(statement, index + 3, "int4", keys, key -> key.terms().cooldownSeconds());
    array(statement, index + 4, "timestamptz", keys, key -> key.terms().expiresAt());
    return bindConditions(statement, index + 5, keys);
  }

  private static int bindConditions(
      PreparedStatement statement, int index, List<SubscriptionKey> keys) throws SQLException {
    List<List<@Nullable Object>> conditions =
        keys.stream().map(key -> ConditionColumns.values(key.terms().condition())).toList();
    int columns = ConditionColumns.ALL.size();
    for (int i = 0; i < columns; i++) {
      int column = i;
      array(
          statement,
          index + i,
          ConditionColumns.ALL.get(i).type(),
          conditions,
          values -> values.get(column));
    }
    return index + columns;
  }

  /** Binds {@link #KEYS_AND_DETAILS} and returns the index of the next parameter. */
  static int bind(
      PreparedStatement statement, int index, List<SubscriptionKey> keys, List<Details> details)
      throws SQLException {
    int next = bind(statement, index, keys);
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

  /** Most columns of most batches have only nulls, which cost nothing as a null. */
  private static <T> void array(
      PreparedStatement statement,
      int index,
      String type,
      List<T> rows,
      Function<T, @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values = rows.stream().map(column).toArray();
    if (Stream.of(values).allMatch(Objects::isNull)) {
      statement.setNull(index, Types.ARRAY);
    } else {
      Connection connection = statement.getConnection();
      statement.setArray(index, connection.createArrayOf(type, values));
    }
  }
}
