package io.coinpanel.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Whether a connection is a session of its own, as locks and LISTEN need it. Behind a pooler in
 * transaction mode it is not: each transaction gets whatever server process is free, so two
 * connections share one, or one has several in turn.
 */
final class SessionCheck {

  private static final String ADVICE =
      "Each transaction gets another Postgres session, as behind a pooler in transaction mode:"
          + " point SPRING_DATASOURCE_URL at Postgres itself or at a pooler in session mode";
  private static final int ROUNDS = 3;

  private SessionCheck() {}

  /**
   * Compares the server processes behind two connections, as the pooler chooses the last, the next
   * or any idle one.
   *
   * @throws DatabaseNotReady if they are not two that stay
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
        // A transaction keeps its process from the connection beside it.
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
      throw new DatabaseNotReady(ADVICE);
    }
  }
}
