package io.coinpanel.systemtests.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to Postgres and to the sessions at it. */
final class DatabaseFaults {

  /** The backend of the session that leads. */
  static final String LEADER =
      "select pid from pg_locks where locktype = 'advisory' and granted"
          + " and classid = 0 and objid = 1668245870";

  private static final int MAX_CONNECTIONS = 100;

  private DatabaseFaults() {}

  static void kill(FaultEnvironment faultEnvironment) throws IOException {
    faultEnvironment.postgres().kill();
    faultEnvironment.later(
        faultEnvironment.random().nextInt(1_000), () -> faultEnvironment.postgres().start());
  }

  static void restart(FaultEnvironment faultEnvironment) throws Exception {
    faultEnvironment.postgres().stopFast();
    faultEnvironment.later(
        faultEnvironment.random().nextInt(500), () -> faultEnvironment.postgres().start());
  }

  static void freeze(FaultEnvironment faultEnvironment) throws Exception {
    faultEnvironment.postgres().freeze();
    faultEnvironment.later(faultEnvironment.millis(), () -> faultEnvironment.postgres().thaw());
  }

  static void endLeader(FaultEnvironment faultEnvironment) throws SQLException {
    execute(faultEnvironment, "select pg_terminate_backend(pid) from (" + LEADER + ") as leader");
  }

  static void endSessions(FaultEnvironment faultEnvironment) throws SQLException {
    execute(
        faultEnvironment,
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'coinpanel'");
  }

  static void exhaustConnections(FaultEnvironment faultEnvironment) throws SQLException {
    List<DatabaseSession> all = exhaust(faultEnvironment);
    faultEnvironment.later(faultEnvironment.millis(), () -> all.forEach(DatabaseSession::close));
    endSessions(faultEnvironment);
    all.addAll(exhaust(faultEnvironment));
  }

  private static List<DatabaseSession> exhaust(FaultEnvironment faultEnvironment) {
    List<DatabaseSession> all = new ArrayList<>();
    try {
      while (all.size() < MAX_CONNECTIONS) {
        all.add(new DatabaseSession(faultEnvironment.postgres().connect()));
      }
    } catch (SQLException full) {
      // Expected.
    }
    return all;
  }

  /** Cancels whatever the leader executes, many times. */
  static void cancelStatements(FaultEnvironment faultEnvironment) {
    DatabaseSession databaseSession = DatabaseSession.superuser(faultEnvironment);
    RepeatedAction cancelling =
        RepeatedAction.every(
            Duration.ofMillis(5),
            () ->
                databaseSession.execute(
                    "select pg_cancel_backend(pid) from (" + LEADER + ") as leader"));
    faultEnvironment.later(
        faultEnvironment.millis(),
        () -> {
          cancelling.end();
          databaseSession.close();
        });
  }

  private static void execute(FaultEnvironment faultEnvironment, String sql) throws SQLException {
    DatabaseSession databaseSession = DatabaseSession.superuser(faultEnvironment);
    databaseSession.execute(sql);
    databaseSession.close();
  }
}
