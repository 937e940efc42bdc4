package io.coinpanel.systemtests.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A session at the database that stays as a fault has left it, until the fault ends. */
record DatabaseSession(Connection connection) {

  static DatabaseSession superuser(FaultEnvironment faultEnvironment) {
    return new DatabaseSession(faultEnvironment.connect());
  }

  /** Begins a transaction, which {@link #close} ends. */
  DatabaseSession begin() throws SQLException {
    connection.setAutoCommit(false);
    return this;
  }

  /** Executes a statement, and returns the first column of its result. */
  List<String> execute(String sql) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (var statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (var row = statement.getResultSet()) {
          while (row.next()) {
            answers.add(row.getString(1));
          }
        }
      }
    }
    return answers;
  }

  void close() {
    try {
      connection.close(); // rolls back
    } catch (SQLException gone) {
      // It is closed.
    }
  }
}
