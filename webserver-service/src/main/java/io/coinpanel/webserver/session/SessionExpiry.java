package io.coinpanel.webserver.session;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.database.SoleWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends what nobody will come back to, for all webservers; one of them does it at a time. A
 * webserver that was not seen for long is dead, and its connections are away since it was last
 * seen. A connection that was away for the resume window ends, and its subscriptions with it.
 */
final class SessionExpiry {

  private static final Logger LOG = LoggerFactory.getLogger(SessionExpiry.class);
  private static final long LOCK = 0x636f696e_00000001L;

  /** So many rows change in a transaction, and those of the last connection beside them. */
  private static final int BATCH = 2_000;

  private static final int CONNECTIONS = 500;

  /** Those that are over, while there is room for the live subscriptions of those before. */
  private static final String OVER =
      """
      select id from (
        select gone.id, sum(live) over (order by gone_at, gone.id) - live as before
        from (
          select id, gone_at from connection
          where ended_at is null and gone_at <= ?
          order by gone_at, id limit ?
        ) gone cross join lateral (
          select count(*) as live from subscription
          where connection_id = gone.id and ended_at is null
        ) counted
      ) counted where before < ?
      """;

  private final JdbcClient database;
  private final SoleWork work;
  private final Duration resumeWindow;
  private final InstantSource clock;

  SessionExpiry(
      JdbcClient database,
      TransactionOperations transactions,
      Duration resumeWindow,
      InstantSource clock) {
    this.database = database;
    this.work = new SoleWork(database, transactions, LOCK);
    this.resumeWindow = resumeWindow;
    this.clock = clock;
  }

  void doWork() {
    work.doAll(this::expire);
  }

  /** Returns whether there may be more. */
  private boolean expire() {
    boolean more = buryWebservers();
    List<Long> ended = endConnections();
    if (!ended.isEmpty()) {
      finishSubscriptions(ended);
    }
    return more || !ended.isEmpty();
  }

  /** Goes by the database's clock alone, so that theirs need not agree. */
  private boolean buryWebservers() {
    List<UUID> dead =
        database
            .sql(
                "select id from webserver where seen_at < now() - interval '15 seconds'"
                    + " for update")
            .query((row, number) -> row.getObject(1, UUID.class))
            .list();
    int room = BATCH;
    for (UUID id : dead) {
      int left = leave(id, room);
      room -= left;
      if (room == 0) {
        return true;
      }
      database.sql("delete from webserver where id = ?").param(id).update();
      LOG.info("webserver {} was not seen for long: its last {} clients are away", id, left);
    }
    return false;
  }

  private int leave(UUID webserver, int limit) {
    return database
        .sql(
            "update connection set gone_at = webserver.seen_at, webserver_id = null"
                + " from webserver where webserver.id = ? and connection.id in (select id"
                + " from connection where webserver_id = ? order by id limit ? for update)")
        .params(webserver, webserver, limit)
        .update();
  }

  private List<Long> endConnections() {
    Instant now = clock.instant();
    Instant before = now.minus(resumeWindow);
    return database
        .sql(
            "update connection set ended_at = ? where id in (select id from connection"
                + " where id in ("
                + OVER
                + ") and ended_at is null and gone_at <= ? order by id for update)"
                + " returning id")
        .params(at(now), at(before), CONNECTIONS, BATCH, at(before))
        .query((row, number) -> row.getLong(1))
        .list();
  }

  private void finishSubscriptions(List<Long> connections) {
    int finished =
        database
            .sql(
                "update subscription set ended_at = ?, ended_as = 'finished',"
                    + " changed_in = pg_current_xact_id() where id in (select id from subscription"
                    + " where connection_id = any (?) and ended_at is null order by id for no key update)")
            .params(at(clock.instant()), connections.toArray(Long[]::new))
            .update();
    if (finished > 0) {
      database
          .sql("select pg_notify(?, '') where " + Channel.HAS_ROOM)
          .param(Channel.SUBSCRIPTION)
          .query(row -> {});
    }
    LOG.info("{} connections and their {} subscriptions ended", connections.size(), finished);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
