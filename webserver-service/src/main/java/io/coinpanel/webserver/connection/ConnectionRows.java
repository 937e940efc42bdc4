package io.coinpanel.webserver.connection;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored connections. */
final class ConnectionRows {

  private final JdbcClient database;
  private final JdbcClient reads;
  private final InstantSource clock;

  /**
   * @param reads for client reads
   */
  ConnectionRows(JdbcClient database, JdbcClient reads, InstantSource clock) {
    this.database = database;
    this.reads = reads;
    this.clock = clock;
  }

  /**
   * A connection that may be resumed.
   *
   * @param ownsNotification whether it owns the notification. For dropped notifications this cannot
   *     be verified beyond the last one.
   */
  record ResumableConnection(long id, boolean ownsNotification) {}

  /**
   * Finds the resumable connection of a token.
   *
   * @param notification 0 for none
   */
  Optional<ResumableConnection> find(
      ResumeToken resumeToken, Duration resumeWindow, long notification) {
    return reads
        .sql(
            "select id, dropped_id >= ? or exists"
                + " (select from notification n where n.connection_id = connection.id and n.id = ?)"
                + " from connection where token_hash = ? and ended_at is null"
                + " and (gone_at is null or gone_at > ?)")
        .param(notification)
        .param(notification)
        .param(resumeToken.hash())
        .param(clock.instant().minus(resumeWindow).atOffset(ZoneOffset.UTC))
        .query((row, number) -> new ResumableConnection(row.getLong(1), row.getBoolean(2)))
        .optional();
  }

  /** Connections owned by the webserver. */
  Set<Long> ownedBy(UUID webserver) {
    return new HashSet<>(
        database
            .sql("select id from connection where webserver_id = ?")
            .param(webserver)
            .query(Long.class)
            .list());
  }

  /** Owners by id; unowned or ended connections are absent. */
  Map<Long, UUID> owners(Collection<Long> ids) {
    Map<Long, UUID> owners = new HashMap<>();
    database
        .sql(
            "select id, webserver_id from connection"
                + " where id = any (?) and webserver_id is not null")
        .param(ids.toArray(Long[]::new))
        .query(
            row -> {
              owners.put(row.getLong(1), row.getObject(2, UUID.class));
            });
    return owners;
  }

  /** Reclaims unowned connections that have not ended. */
  void adopt(Collection<Long> ids, UUID webserver) {
    database
        .sql(
            "update connection set webserver_id = ?, gone_at = null"
                + " where id = any (?) and webserver_id is null and ended_at is null")
        .params(webserver, ids.toArray(Long[]::new))
        .update();
  }

  /** Stores acknowledged cursors. */
  void storeAcknowledged(Collection<Long> ids, Collection<Long> confirmed, UUID webserver) {
    database
        .sql(
            "update connection set confirmed_id = told from unnest(?::bigint[], ?::bigint[])"
                + " as news (news_id, told)"
                + " where id = news_id and webserver_id = ? and confirmed_id < told")
        .params(ids.toArray(Long[]::new), confirmed.toArray(Long[]::new), webserver)
        .update();
  }
}
