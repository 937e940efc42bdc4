package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.WriteOperation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Unsubscribes, including finished ones, which then leave the list. Idempotent. If a commit
 * response is lost, the end stands and the client is notified once known. Does nothing for
 * connections that moved.
 */
final class EndSubscriptions
    implements WriteOperation<EndSubscriptions.Request, EndSubscriptions.Outcome> {

  private static final String UPDATE =
      """
      with here as (
        select id from connection
        where id = any (?) and webserver_id = ?
        order by id
        for key share
      ),
      ended as (
        update subscription
        set
          ended_at = coalesce(ended_at, ?),
          ended_as = 'unsubscribed',
          changed_in = pg_current_xact_id()
        where id in (
          select asked.id
          from subscription asked
          join here on here.id = asked.owner_id
          where asked.id = any (?) and asked.ended_as is distinct from 'unsubscribed'
          order by asked.id
          for no key update of asked
        )
      )
      select id from here
      """;
  private static final String ENDED =
      """
      select id from subscription
      where id = any (?) and ended_as = 'unsubscribed'
      """;

  private final UUID webserver;
  private final InstantSource clock;

  EndSubscriptions(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  /**
   * What one client asks for.
   *
   * @param onLateEnd called if it turns out after the client got {@code unavailable}
   */
  record Request(long connectionId, long id, Runnable onLateEnd) {}

  /**
   * What came of it.
   *
   * @param isHere whether the connection is still owned by this webserver; otherwise nothing was
   *     done
   */
  record Outcome(Request request, boolean isHere) {}

  @Override
  public List<Outcome> execute(Connection database, List<Request> requests) throws SQLException {
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      List<Long> connections = requests.stream().map(Request::connectionId).distinct().toList();
      update.setArray(1, array(database, connections));
      update.setObject(2, webserver);
      update.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
      update.setArray(4, array(database, requests.stream().map(Request::id).toList()));
      Set<Long> here = ids(update);
      return requests.stream()
          .map(request -> new Outcome(request, here.contains(request.connectionId())))
          .toList();
    }
  }

  private static Array array(Connection database, Collection<Long> ids) throws SQLException {
    return database.createArrayOf("int8", ids.toArray());
  }

  private static Set<Long> ids(PreparedStatement statement) throws SQLException {
    Set<Long> ids = new HashSet<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  @Override
  public boolean changesSubscriptions() {
    return true;
  }

  @Override
  public void resolve(Connection database, List<Outcome> outcomes) throws SQLException {
    List<Request> requests =
        outcomes.stream().filter(Outcome::isHere).map(Outcome::request).toList();
    try (PreparedStatement select = database.prepareStatement(ENDED)) {
      select.setArray(1, array(database, requests.stream().map(Request::id).toList()));
      Set<Long> ended = ids(select);
      requests.stream()
          .filter(request -> ended.contains(request.id()))
          .forEach(request -> request.onLateEnd().run());
    }
  }
}
