package io.coinpanel.webserver.session;

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
   * @param reads for what clients ask
   */
  ConnectionRows(JdbcClient database, JdbcClient reads, InstantSource clock) {
    this.database = database;
    this.reads = reads;
    this.clock = clock;
  }

  /**
   * A connection that may be resumed.
   *
   * @param hasHad whether the notification is one of its own. Of those that retention has dropped
   *     the last is known, and whatever is older is believed.
   */
  record Resumable(long id, boolean hasHad) {}

  /**
   * The connection that may be resumed with the token.
   *
   * @param notification 0 to ask for none
   */
  Optional<Resumable> find(Token token, Duration resumeWindow, long notification) {
    return reads
        .sql(
            "select id, dropped_id >= ? or exists"
                + " (select from notification n where n.connection_id = connection.id and n.id = ?)"
                + " from connection where token_hash = ? and ended_at is null"
                + " and (gone_at is null or gone_at > ?)")
        .param(notification)
        .param(notification)
        .param(token.hash())
        .param(clock.instant().minus(resumeWindow).atOffset(ZoneOffset.UTC))
        .query((row, number) -> new Resumable(row.getLong(1), row.getBoolean(2)))
        .optional();
  }

  /** Those that belong to the webserver. */
  Set<Long> of(UUID webserver) {
    return new HashSet<>(
        database
            .sql("select id from connection where webserver_id = ?")
            .param(webserver)
            .query(Long.class)
            .list());
  }

  /** Whose they are; those that are nobody's or have ended are not there. */
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

  /** Takes connections back that are nobody's; those that have ended stay so. */
  void adopt(Collection<Long> ids, UUID webserver) {
    database
        .sql(
            "update connection set webserver_id = ?, gone_at = null"
                + " where id = any (?) and webserver_id is null and ended_at is null")
        .params(webserver, ids.toArray(Long[]::new))
        .update();
  }

  /** Stores up to which notification clients are known to have been told. */
  void confirm(Collection<Long> ids, Collection<Long> confirmed, UUID webserver) {
    database
        .sql(
            "update connection set confirmed_id = told from unnest(?::bigint[], ?::bigint[])"
                + " as news (news_id, told)"
                + " where id = news_id and webserver_id = ? and confirmed_id < told")
        .params(ids.toArray(Long[]::new), confirmed.toArray(Long[]::new), webserver)
        .update();
  }
}
