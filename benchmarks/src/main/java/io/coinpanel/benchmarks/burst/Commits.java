package io.coinpanel.benchmarks.burst;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Sees when rows have been committed. Ids of notifications are in commit order and given out one
 * after the other, so that the highest visible id tells how many there are, at the cost of one look
 * into an index.
 */
final class Commits implements AutoCloseable {

  private static final String HIGHEST = "select coalesce(max(id), 0) from notification";
  private static final long INTERVAL_MILLIS = 2;

  private final Connection connection;
  private final PreparedStatement highest;

  private Commits(Connection connection, PreparedStatement highest) {
    this.connection = connection;
    this.highest = highest;
  }

  static Commits of(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    return new Commits(connection, connection.prepareStatement(HIGHEST));
  }

  long highest() throws SQLException {
    try (ResultSet row = highest.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Waits until this id is visible; when that was, by {@link System#nanoTime()}. */
  Callable<Long> reaching(long id, long deadline) {
    return () -> {
      while (highest() < id) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("row " + id + " was not committed");
        }
        Thread.sleep(INTERVAL_MILLIS);
      }
      return System.nanoTime();
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
