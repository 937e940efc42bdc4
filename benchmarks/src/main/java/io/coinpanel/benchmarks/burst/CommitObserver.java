package io.coinpanel.benchmarks.burst;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Observes commits. Notification ids are consecutive and in commit order, so the highest visible id
 * gives the count with one index look-up.
 */
final class CommitObserver implements AutoCloseable {

  private static final String HIGHEST = "select coalesce(max(id), 0) from notification";
  private static final long INTERVAL_MILLIS = 2;

  private final Connection connection;
  private final PreparedStatement highest;

  private CommitObserver(Connection connection, PreparedStatement highest) {
    this.connection = connection;
    this.highest = highest;
  }

  static CommitObserver of(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    return new CommitObserver(connection, connection.prepareStatement(HIGHEST));
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
