package io.coinpanel.ingestion.leadership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Detects a lock holder frozen in the middle of a COPY or pipeline, where idle timeouts do not
 * apply; whoever waits for the lock terminates its session when it makes no progress for the idle
 * timeout.
 */
final class StuckLeaderWatchdog {

  private static final String WAITING =
      """
      select
        active.pid,
        concat_ws(' ', active.state_change, active.query_start, copying.bytes_processed)
      from pg_locks held
        join pg_stat_activity active on active.pid = held.pid
        left join pg_stat_progress_copy copying on copying.pid = held.pid
      where held.locktype = 'advisory'
        and held.granted
        and held.database = (select oid from pg_database where datname = current_database())
        and (held.classid::bigint << 32) + held.objid::bigint = ?
        and active.state <> 'idle'
        and active.wait_event = 'ClientRead'
      """;

  private final long key;
  private final Duration timeout;
  private final InstantSource clock;
  private int pid;
  private String progress = "";
  private long since;

  StuckLeaderWatchdog(long key, Duration timeout, InstantSource clock) {
    this.key = key;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** Checks the lock holder and terminates it if stuck. */
  void check(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          pid = 0;
        } else if (row.getInt(1) != pid || !row.getString(2).equals(progress)) {
          pid = row.getInt(1);
          progress = row.getString(2);
          since = clock.millis();
        } else if (clock.millis() - since > timeout.toMillis()) {
          terminate(connection);
        }
      }
    }
  }

  private void terminate(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_terminate_backend(?)")) {
      statement.setInt(1, pid);
      statement.execute();
    }
    pid = 0;
  }
}
