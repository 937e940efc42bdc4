package io.coinpanel.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Checks that a connection is a dedicated Postgres session, which advisory locks and LISTEN
 * require. Behind a transaction-mode pooler it is not: each transaction may run in a different
 * server process.
 */
final class PoolerCheck {

  private static final String ADVICE =
      "Transactions run in different Postgres sessions, as behind a transaction-mode pooler:"
          + " point SPRING_DATASOURCE_URL at Postgres itself or at a pooler in session mode";
  private static final int ROUNDS = 3;

  private PoolerCheck() {}

  /**
   * Compares the server processes behind two connections, as the pooler chooses the last, the next
   * or any idle one.
   *
   * @throws DatabaseNotReadyException if the two server processes are not distinct and stable
   */
  static void require(DataSource direct) throws SQLException {
    try (Connection one = direct.getConnection();
        Connection other = direct.getConnection()) {
      int first = process(one);
      int second = process(other);
      check(first != second);
      for (int round = 0; round < ROUNDS; round++) {
        check(process(one) == first);
        check(process(one) == first);
        other.setAutoCommit(false);
        // An open transaction pins its server process.
        check(process(other) == second && process(one) == first);
        other.commit();
        other.setAutoCommit(true);
      }
    }
  }

  private static int process(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void check(boolean own) {
    if (!own) {
      throw new DatabaseNotReadyException(ADVICE);
    }
  }
}
