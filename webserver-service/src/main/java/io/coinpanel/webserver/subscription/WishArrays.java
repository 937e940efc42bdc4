package io.coinpanel.webserver.subscription;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wishes as parameters of a statement: one array for each column, unnested there. */
final class WishArrays {

  /** The wishes as rows of {@code asked}, with their place in the list as {@code place}, from 1. */
  static final String ASKED =
      "unnest(?::bigint[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::integer[],"
          + " ?::timestamptz[]) with ordinality as asked (connection_id, symbol, condition,"
          + " threshold, repeat, cooldown_seconds, expires_at, place)";

  private static final int COLUMNS = 7;

  private WishArrays() {}

  /** Binds {@link #ASKED} and returns the index of the next parameter. */
  static int bind(PreparedStatement statement, int index, List<Wish> wishes) throws SQLException {
    array(statement, index, "int8", wishes, Wish::connectionId);
    array(statement, index + 1, "text", wishes, Wish::symbol);
    array(statement, index + 2, "text", wishes, wish -> wish.condition().term());
    array(statement, index + 3, "numeric", wishes, wish -> wish.threshold().toBigDecimal());
    array(statement, index + 4, "text", wishes, wish -> wish.repeat().term());
    array(statement, index + 5, "int4", wishes, Wish::cooldownSeconds);
    array(statement, index + 6, "timestamptz", wishes, Wish::expiresAt);
    return index + COLUMNS;
  }

  private static void array(
      PreparedStatement statement,
      int index,
      String type,
      List<Wish> wishes,
      Function<Wish, @Nullable Object> column)
      throws SQLException {
    Connection connection = statement.getConnection();
    Array values = connection.createArrayOf(type, wishes.stream().map(column).toArray());
    statement.setArray(index, values);
  }
}
