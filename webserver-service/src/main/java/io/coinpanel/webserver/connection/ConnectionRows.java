package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.database.BatchedReads;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The stored connections. */
final class ConnectionRows {

  private static final String RESUMABLE =
      """
      select
        asked.position, connection.id,
        dropped_id >= asked.notification or exists (
          select from notification n
          where n.owner_id = owner.id and n.id = asked.notification
        )
      from unnest(?, ?) with ordinality as asked (token_hash, notification, position)
      join connection using (token_hash)
      join owner on owner.id = connection.id
      where ended_at is null and (gone_at is null or gone_at > ?)
      """;
  private static final String OWNERS =
      """
      select id, webserver_id
      from connection
      where id = any (?) and webserver_id is not null
      """;

  /** The webserver's row is gone if it was taken for dead. */
  private static final String ADOPT =
      """
      with alive as (
        insert into webserver (id, started_at, seen_at)
        values (?, now(), now())
        on conflict (id) do nothing
      )
      update connection
      set webserver_id = ?, gone_at = null
      where id = any (?) and webserver_id is null and ended_at is null
      """;

  private static final String ACKNOWLEDGE =
      """
      update connection
      set confirmed_id = news.acknowledged
      from (
        select unnest(?::bigint[]) as id, unnest(?::bigint[]) as acknowledged
      ) news
      where connection.id = news.id and webserver_id = ? and confirmed_id < news.acknowledged
      """;

  private static final int LOOKUPS = 500;

  private final JdbcClient database;
  private final JdbcClient reads;
  private final BatchedReads<Lookup, ResumableConnection> resumable =
      new BatchedReads<>(LOOKUPS, this::find);
  private final Duration resumeWindow;
  private final InstantSource clock;

  /**
   * @param reads for client reads
   */
  ConnectionRows(
      JdbcClient database, JdbcClient reads, Duration resumeWindow, InstantSource clock) {
    this.database = database;
    this.reads = reads;
    this.resumeWindow = resumeWindow;
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
  Optional<ResumableConnection> find(ResumeToken token, long notification) {
    return resumable.read(new Lookup(token, notification));
  }

  private record Lookup(ResumeToken token, long notification) {}

  private Map<Lookup, ResumableConnection> find(Set<Lookup> lookups) {
    List<Lookup> asked = List.copyOf(lookups);
    Map<Lookup, ResumableConnection> found = new HashMap<>();
    reads
        .sql(RESUMABLE)
        .param(asked.stream().map(lookup -> lookup.token().hash()).toArray(byte[][]::new))
        .param(asked.stream().map(Lookup::notification).toArray(Long[]::new))
        .param(clock.instant().minus(resumeWindow).atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              found.put(
                  asked.get(row.getInt(1) - 1),
                  new ResumableConnection(row.getLong(2), row.getBoolean(3)));
            });
    return found;
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
        .sql(OWNERS)
        .param(ids.toArray(Long[]::new))
        .query(
            row -> {
              owners.put(row.getLong(1), row.getObject(2, UUID.class));
            });
    return owners;
  }

  /** Reclaims unowned connections that have not ended. */
  void adopt(Collection<Long> ids, UUID webserver) {
    database.sql(ADOPT).params(webserver, webserver, ids.toArray(Long[]::new)).update();
  }

  /** Stores acknowledged cursors. */
  void storeAcknowledged(Collection<Long> ids, Collection<Long> acknowledged, UUID webserver) {
    database
        .sql(ACKNOWLEDGE)
        .params(ids.toArray(Long[]::new), acknowledged.toArray(Long[]::new), webserver)
        .update();
  }
}
