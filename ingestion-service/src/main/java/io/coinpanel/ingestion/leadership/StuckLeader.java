package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A leader that was frozen in the middle of a COPY: while the server waits for data no timeout of
 * its own counts, so a standby ends the session when the COPY has not moved for as long as an idle
 * session may last.
 */
final class StuckLeader {

  private static final String COPYING =
      "select copying.pid, copying.bytes_processed"
          + " from pg_stat_progress_copy copying join pg_locks held on held.pid = copying.pid"
          + " where held.locktype = 'advisory' and held.granted and held.objid = ?"
          + " and held.database = (select oid from pg_database where datname = current_database())";

  private final Duration patience;
  private final InstantSource clock;
  private int pid;
  private long bytes;
  private long since;

  StuckLeader(Duration patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** Looks at who holds the lock, and ends it if it is stuck. */
  void check(Connection connection, long lock) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COPYING)) {
      statement.setLong(1, lock);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          pid = 0;
        } else if (row.getInt(1) != pid || row.getLong(2) != bytes) {
          pid = row.getInt(1);
          bytes = row.getLong(2);
          since = clock.millis();
        } else if (clock.millis() - since > patience.toMillis()) {
          end(connection);
        }
      }
    }
  }

  private void end(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_terminate_backend(?)")) {
      statement.setInt(1, pid);
      statement.execute();
    }
    pid = 0;
  }
}
