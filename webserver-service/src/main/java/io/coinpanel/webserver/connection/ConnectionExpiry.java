package io.coinpanel.webserver.connection;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.database.ClusterLock;
import io.coinpanel.webserver.database.ClusterSingleton;
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
 * Expires connections; runs on one webserver at a time. Connections of a webserver without
 * heartbeats are marked as gone. Connections gone for the resume window end, with their
 * subscriptions.
 */
final class ConnectionExpiry {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionExpiry.class);

  /** So many rows change in a transaction, and those of the last connection beside them. */
  private static final int BATCH = 2_000;

  private static final int CONNECTIONS = 500;

  /** Expired connections, up to a bounded number of live subscriptions. */
  private static final String EXPIRED =
      """
      select id from (
        select gone.id, sum(live) over (order by gone_at, gone.id) - live as before
        from (
          select id, gone_at from connection
          where ended_at is null and gone_at <= ?
          order by gone_at, id limit ?
        ) gone cross join lateral (
          select count(*) as live from subscription
          where owner_id = gone.id and ended_at is null
        ) counted
      ) counted where before < ?
      """;

  private static final String END =
      """
      update connection
      set ended_at = ?
      where id in (
        select id from connection
        where id in (%s) and ended_at is null and gone_at <= ?
        order by id
        for update
      )
      returning id
      """
          .formatted(EXPIRED);
  private static final String DEAD =
      """
      select id from webserver
      where seen_at < now() - interval '15 seconds'
      for update
      """;
  private static final String DETACH =
      """
      update connection
      set gone_at = webserver.seen_at, webserver_id = null
      from webserver
      where webserver.id = ?
        and connection.id in (
          select id from connection
          where webserver_id = ?
          order by id
          limit ?
          for update
        )
      """;
  private static final String FINISH =
      """
      update subscription
      set ended_at = ?, ended_as = 'finished', changed_in = pg_current_xact_id()
      where id in (
        select id from subscription
        where owner_id = any (?) and ended_at is null
        order by id
        for no key update
      )
      """;

  private final JdbcClient database;
  private final ClusterSingleton work;
  private final Duration resumeWindow;
  private final InstantSource clock;

  ConnectionExpiry(
      JdbcClient database,
      TransactionOperations transactions,
      Duration resumeWindow,
      InstantSource clock) {
    this.database = database;
    this.work = new ClusterSingleton(database, transactions, ClusterLock.CONNECTION_EXPIRY);
    this.resumeWindow = resumeWindow;
    this.clock = clock;
  }

  void doWork() {
    work.runAll(this::expire);
  }

  /** Returns whether there may be more. */
  private boolean expire() {
    boolean more = expireWebservers();
    List<Long> ended = endConnections();
    if (!ended.isEmpty()) {
      finishSubscriptions(ended);
    }
    return more || !ended.isEmpty();
  }

  /** Uses only the database's clock. */
  private boolean expireWebservers() {
    List<UUID> dead =
        database.sql(DEAD).query((row, number) -> row.getObject(1, UUID.class)).list();
    int room = BATCH;
    for (UUID id : dead) {
      int left = detachConnections(id, room);
      room -= left;
      if (room == 0) {
        return true;
      }
      database.sql("delete from webserver where id = ?").param(id).update();
      LOG.info("webserver {} is dead; marked its last {} connections as disconnected", id, left);
    }
    return false;
  }

  private int detachConnections(UUID webserver, int limit) {
    return database.sql(DETACH).params(webserver, webserver, limit).update();
  }

  private List<Long> endConnections() {
    Instant now = clock.instant();
    Instant before = now.minus(resumeWindow);
    return database
        .sql(END)
        .params(at(now), at(before), CONNECTIONS, BATCH, at(before))
        .query((row, number) -> row.getLong(1))
        .list();
  }

  private void finishSubscriptions(List<Long> connections) {
    int finished =
        database.sql(FINISH).params(at(clock.instant()), connections.toArray(Long[]::new)).update();
    if (finished > 0) {
      database
          .sql("select pg_notify(?, '') where " + NotifyChannel.HAS_ROOM)
          .param(NotifyChannel.SUBSCRIPTION)
          .query(row -> {});
    }
    LOG.info("Expired {} connections with {} subscriptions", connections.size(), finished);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
