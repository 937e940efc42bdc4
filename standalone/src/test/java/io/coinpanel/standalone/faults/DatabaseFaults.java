package io.coinpanel.standalone.faults;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens to Postgres and to the sessions at it. */
final class DatabaseFaults {

  /** The backend of the session that leads. */
  static final String LEADER = "select pid from pg_locks where locktype = 'advisory' and granted";

  private static final int MOST_CONNECTIONS = 100;

  private DatabaseFaults() {}

  static void kill(Stage stage) throws IOException {
    stage.postgres().kill();
    stage.later(stage.random().nextInt(1_000), () -> stage.postgres().start());
  }

  static void restart(Stage stage) throws Exception {
    stage.postgres().stopFast();
    stage.later(stage.random().nextInt(500), () -> stage.postgres().start());
  }

  static void freeze(Stage stage) throws Exception {
    stage.postgres().freeze();
    stage.later(stage.millis(), () -> stage.postgres().thaw());
  }

  static void endLeader(Stage stage) throws SQLException {
    tell(stage, "select pg_terminate_backend(pid) from (" + LEADER + ") as leader");
  }

  static void endSessions(Stage stage) throws SQLException {
    tell(
        stage,
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'coinpanel'");
  }

  static void exhaustConnections(Stage stage) throws SQLException {
    List<Session> all = exhaust(stage);
    stage.later(stage.millis(), () -> all.forEach(Session::close));
    endSessions(stage);
    all.addAll(exhaust(stage));
  }

  private static List<Session> exhaust(Stage stage) {
    List<Session> all = new ArrayList<>();
    try {
      while (all.size() < MOST_CONNECTIONS) {
        all.add(new Session(stage.postgres().connect()));
      }
    } catch (SQLException full) {
      // That is the aim.
    }
    return all;
  }

  /** Cancels whatever the leader executes, many times. */
  static void cancelStatements(Stage stage) {
    Session session = Session.superuser(stage);
    Repeated cancelling =
        Repeated.every(
            Duration.ofMillis(5),
            () -> session.execute("select pg_cancel_backend(pid) from (" + LEADER + ") as leader"));
    stage.later(
        stage.millis(),
        () -> {
          cancelling.end();
          session.close();
        });
  }

  private static void tell(Stage stage, String sql) throws SQLException {
    Session session = Session.superuser(stage);
    session.execute(sql);
    session.close();
  }
}
