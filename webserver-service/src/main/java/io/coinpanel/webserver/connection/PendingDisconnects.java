package io.coinpanel.webserver.connection;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.WriteOperation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Disconnects not stored yet. Kept until stored, however long the database is unavailable; removed
 * if the client returns.
 */
final class PendingDisconnects
    implements WriteOperation<PendingDisconnects, List<PendingDisconnects.Disconnect>> {

  private static final String UPDATE =
      """
      update connection
      set
        webserver_id = null,
        gone_at = gone.since,
        confirmed_id = greatest(confirmed_id, gone.acknowledged)
      from (
        select
          unnest(?::bigint[]) as id,
          unnest(?::timestamptz[]) as since,
          unnest(?::bigint[]) as acknowledged
      ) gone
      where connection.id = gone.id and webserver_id = ?
      """;

  private final Map<Long, Disconnect> waiting = new ConcurrentHashMap<>();

  /** Connections that are being claimed, by how many sockets: none of them is stored as gone. */
  private final Map<Long, Integer> expected = new ConcurrentHashMap<>();

  private final UUID webserver;
  private final InstantSource clock;

  PendingDisconnects(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  record Disconnect(long id, Instant at, long acknowledged) {}

  void add(long id, long acknowledged) {
    waiting.put(id, new Disconnect(id, clock.instant(), acknowledged));
  }

  /** The client is resuming: until {@link #endResume} it is not stored as gone. */
  void beginResume(long id) {
    expected.merge(id, 1, Integer::sum);
  }

  /** Ends {@link #beginResume}, successful or not. */
  void endResume(long id) {
    expected.computeIfPresent(id, (_, sockets) -> sockets > 1 ? sockets - 1 : null);
  }

  /** The client has returned. */
  void remove(long id) {
    waiting.remove(id);
  }

  /** Stores pending disconnects; retried by the caller. */
  void store(GroupCommit commits) {
    if (!waiting.isEmpty()) {
      commits.commit(this, this).forEach(stored -> waiting.remove(stored.id(), stored));
    }
  }

  @Override
  public List<List<Disconnect>> execute(Connection database, List<PendingDisconnects> asked)
      throws SQLException {
    List<Disconnect> gone = new ArrayList<>(waiting.values());
    gone.removeIf(beforeRemoval -> expected.containsKey(beforeRemoval.id()));
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      update.setArray(1, database.createArrayOf("int8", column(gone, Disconnect::id)));
      update.setArray(2, database.createArrayOf("timestamptz", column(gone, Disconnect::at)));
      update.setArray(3, database.createArrayOf("int8", column(gone, Disconnect::acknowledged)));
      update.setObject(4, webserver);
      update.executeUpdate();
    }
    return asked.stream().map(once -> gone).toList();
  }

  private static Object[] column(List<Disconnect> gone, Function<Disconnect, Object> value) {
    return gone.stream().map(value).toArray();
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
