package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.LoadPacing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sessions of others whose locks are in the way of ingestion's. */
final class LockFaults {

  /** Rows that ingestion writes to when they fire. */
  private static final String WRITTEN =
      "from subscription where ended_at is null and (repeat = 'once' or cooldown_seconds > 0)";

  private static final Duration PAST_MIDNIGHT = Duration.ofSeconds(5);
  private static final int DAYS_AHEAD = 3;
  private static final int DUMPED_TRADES = 20;

  private LockFaults() {}

  /** What a webserver locks to resume a connection, and then nothing more from it. */
  static void freezeWebserver(FaultEnvironment faultEnvironment) throws SQLException {
    DatabaseSession webserver = new DatabaseSession(faultEnvironment.connectAsService()).begin();
    faultEnvironment.later(2 * faultEnvironment.millis(), webserver::close);
    webserver.execute("set idle_in_transaction_session_timeout = '10s'");
    webserver.execute("select id " + WRITTEN + " order by id for update");
    webserver.execute("select id from connection order by id for update");
  }

  /** Locks rows in the order opposite to that of their ids, again and again. */
  static void provokeDeadlocks(FaultEnvironment faultEnvironment) {
    DatabaseSession databaseSession = new DatabaseSession(faultEnvironment.connectAsService());
    RepeatedAction provoking =
        RepeatedAction.every(Duration.ofMillis(5), () -> lockInOppositeOrder(databaseSession));
    faultEnvironment.later(
        2 * faultEnvironment.millis(),
        () -> {
          provoking.end();
          databaseSession.close();
        });
  }

  private static void lockInOppositeOrder(DatabaseSession databaseSession) throws SQLException {
    databaseSession.begin();
    try {
      String median =
          databaseSession
              .execute("select percentile_disc(0.5) within group (order by id) " + WRITTEN)
              .getFirst();
      databaseSession.execute("select id " + WRITTEN + " and id > " + median + " for update");
      LoadPacing.pause(TimeUnit.MILLISECONDS.toNanos(20));
      databaseSession.execute("select id " + WRITTEN + " and id <= " + median + " for update");
    } finally {
      databaseSession.connection().rollback();
    }
  }

  /**
   * A dump, as far as the database can tell: it holds a lock on every table while a leader comes
   * whose day is the next one, so that a partition is made. Notifications are stored meanwhile.
   */
  static void dumpAcrossMidnight(FaultEnvironment faultEnvironment) throws Exception {
    Instant now = Instant.now();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant midnight = today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    String made = "notification_" + today.plusDays(DAYS_AHEAD).toString().replace("-", "");
    DatabaseSession dump = DatabaseSession.superuser(faultEnvironment);
    dump.execute("drop table if exists " + made);
    dump.begin();
    for (String table : tables(dump)) {
      dump.execute("lock table " + table + " in access share mode");
    }
    faultEnvironment
        .ingestions()
        .forEach(one -> one.step(Duration.between(now, midnight).plus(PAST_MIDNIGHT)));
    IngestionProcess leader = faultEnvironment.leader();
    leader.terminate();
    leader.start();
    for (int i = 0; i < DUMPED_TRADES; i++) {
      faultEnvironment.publisher().next();
    }
    faultEnvironment.untilCaughtUp();
    dump.close();
    faultEnvironment.ingestions().forEach(one -> one.step(Duration.ZERO));
    faultEnvironment.until(
        "the partition " + made,
        () -> faultEnvironment.tables().count("pg_class where relname = '" + made + "'") == 1);
  }

  private static List<String> tables(DatabaseSession databaseSession) throws SQLException {
    return new ArrayList<>(
        databaseSession.execute(
            "select relid::regclass::text from pg_stat_user_tables where schemaname = 'public'"));
  }
}
