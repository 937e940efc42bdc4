package io.coinpanel.webserver.session;

import io.coinpanel.webserver.commit.GroupCommit;
import io.coinpanel.webserver.commit.Step;
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
 * The clients that have gone and whose rows do not say so yet. They are kept until the rows do,
 * however long the database is away; one that has come back meanwhile is forgotten.
 */
final class Departures implements Step<Departures, List<Departures.Departure>> {

  private static final String UPDATE =
      "update connection set gone_at = left_at, webserver_id = null,"
          + " confirmed_id = greatest(confirmed_id, cursor)"
          + " from unnest(?::bigint[], ?::timestamptz[], ?::bigint[])"
          + " as gone (gone_id, left_at, cursor)"
          + " where id = gone_id and webserver_id = ?";

  private final Map<Long, Departure> waiting = new ConcurrentHashMap<>();

  /** Connections that are being claimed, by how many sockets: none of them is stored as gone. */
  private final Map<Long, Integer> expected = new ConcurrentHashMap<>();

  private final UUID webserver;
  private final InstantSource clock;

  Departures(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  record Departure(long id, Instant at, long confirmed) {}

  void add(long id, long confirmed) {
    waiting.put(id, new Departure(id, clock.instant(), confirmed));
  }

  /** The client is about to be here again: until {@link #settle} it is not stored as gone. */
  void expect(long id) {
    expected.merge(id, 1, Integer::sum);
  }

  /** The opposite of {@link #expect}, whatever has come of it. */
  void settle(long id) {
    expected.computeIfPresent(id, (_, sockets) -> sockets > 1 ? sockets - 1 : null);
  }

  /** The client is here again. */
  void forget(long id) {
    waiting.remove(id);
  }

  /** Stores those that wait; called until it works. */
  void store(GroupCommit commits) {
    if (!waiting.isEmpty()) {
      commits.commit(this, this).forEach(stored -> waiting.remove(stored.id(), stored));
    }
  }

  @Override
  public List<List<Departure>> execute(Connection database, List<Departures> asked)
      throws SQLException {
    List<Departure> gone = new ArrayList<>(waiting.values());
    gone.removeIf(departure -> expected.containsKey(departure.id()));
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      update.setArray(1, database.createArrayOf("int8", column(gone, Departure::id)));
      update.setArray(2, database.createArrayOf("timestamptz", column(gone, Departure::at)));
      update.setArray(3, database.createArrayOf("int8", column(gone, Departure::confirmed)));
      update.setObject(4, webserver);
      update.executeUpdate();
    }
    return asked.stream().map(once -> gone).toList();
  }

  private static Object[] column(List<Departure> gone, Function<Departure, Object> value) {
    return gone.stream().map(value).toArray();
  }

  @Override
  public boolean changesSubscriptions() {
    return false;
  }
}
