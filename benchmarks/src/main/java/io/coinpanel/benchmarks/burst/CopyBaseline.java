package io.coinpanel.benchmarks.burst;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Baseline: copies the same rows into a table identical to {@code notification}; Postgres alone is
 * the lower bound of a burst.
 */
final class CopyBaseline {

  private static final String COLUMNS =
      "(subscription_id, owner_id, trade_id, price, previous_price, trade_time, created_at,"
          + " source)";
  private static final String[] TABLE = {
    "create table bare (like notification including all) partition by range (trade_time)",
    "create table bare_default partition of bare default"
  };
  private static final String IN = "copy bare " + COLUMNS + " from stdin (format binary)";
  private static final String ROW =
      "insert into bare " + COLUMNS + " values (?, 1, 1, 2, 1, now(), now(), 'live')";

  private final DataSource database;

  private CopyBaseline(DataSource database) {
    this.database = database;
  }

  static CopyBaseline of(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String definition : TABLE) {
        statement.execute(definition);
      }
    }
    return new CopyBaseline(database);
  }

  /** Copies the rows of one trade in one transaction; the nanoseconds until they are durable. */
  long copy(long tradeId) throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      var copies = connection.unwrap(PGConnection.class).getCopyAPI();
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      // A copy takes no parameters; all that varies here is a number.
      copies.copyOut(
          "copy (select subscription_id, owner_id, trade_id, price, previous_price, trade_time,"
              + " created_at, source from notification where trade_id = "
              + tradeId
              + " order by id) to stdout (format binary)",
          rows);
      byte[] bytes = rows.toByteArray();
      connection.setAutoCommit(false);
      long began = System.nanoTime();
      copies.copyIn(IN, new ByteArrayInputStream(bytes));
      connection.commit();
      return System.nanoTime() - began;
    }
  }

  /** Inserts so many rows, each in a transaction of its own; the nanoseconds it takes. */
  long insert(int count) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement row = connection.prepareStatement(ROW)) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        row.setLong(1, -1 - i);
        row.executeUpdate();
      }
      return System.nanoTime() - began;
    }
  }
}
