package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.UnavailableException;
import io.coinpanel.webserver.commit.WriteOperation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Allocates connection ids from the sequence in blocks, so that thousands of sockets opening at
 * once need few transactions. Unused ids are lost on exit.
 */
final class ConnectionIds implements WriteOperation<ConnectionIds, List<Long>> {

  private static final int BLOCK = 1_000;
  private static final String NEXT =
      """
      select nextval(pg_get_serial_sequence('owner', 'id'))
      from generate_series(1, ?)
      """;

  private final GroupCommit commits;
  private final Queue<Long> spare = new ConcurrentLinkedQueue<>();

  ConnectionIds(GroupCommit commits) {
    this.commits = commits;
  }

  /**
   * Accesses the database only when none is left.
   *
   * @throws UnavailableException if none can be allocated
   */
  long next() {
    Long left = spare.poll();
    if (left != null) {
      return left;
    }
    List<Long> block = commits.commit(this, this);
    spare.addAll(block.subList(1, block.size()));
    return block.getFirst();
  }

  /** One for each caller, and the rest of the block for the first. */
  @Override
  public List<List<Long>> execute(Connection database, List<ConnectionIds> asked)
      throws SQLException {
    List<Long> ids = take(database, asked.size() + BLOCK);
    List<List<Long>> answers = new ArrayList<>(asked.size());
    answers.add(ids.subList(asked.size() - 1, ids.size()));
    ids.subList(0, asked.size() - 1).forEach(id -> answers.add(List.of(id)));
    return answers;
  }

  private static List<Long> take(Connection database, int count) throws SQLException {
    List<Long> ids = new ArrayList<>(count);
    try (PreparedStatement select = database.prepareStatement(NEXT)) {
      select.setInt(1, count);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
