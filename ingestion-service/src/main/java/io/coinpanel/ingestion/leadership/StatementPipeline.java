package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Pipelined statements of one transaction: sent together, results returned together. For a few rows
 * the network round trip dominates.
 */
public final class StatementPipeline {

  private final StringBuilder statements = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();
  private int size;

  /** Adds a statement with the values of its parameters. */
  public void add(String statement, Object... values) {
    statements.append(statements.isEmpty() ? "" : "; ").append(statement);
    parameters.addAll(List.of(values));
    size++;
  }

  /** How many statements it has so far. */
  public int size() {
    return size;
  }

  /** Executes them in order; results are read sequentially from the returned statement. */
  public PreparedStatement execute(Connection connection) throws SQLException {
    // The driver sends statements that are separated by semicolons without waiting in between.
    PreparedStatement sent = connection.prepareStatement(statements.toString());
    for (int i = 0; i < parameters.size(); i++) {
      sent.setObject(i + 1, parameters.get(i));
    }
    sent.execute();
    return sent;
  }
}
