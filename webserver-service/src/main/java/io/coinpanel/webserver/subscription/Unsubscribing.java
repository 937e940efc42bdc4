package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.Step;
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
 * Ends subscriptions at their clients' wish, finished ones too: those leave the list. Doing it
 * again changes nothing. Where a commit was not answered, what it ended stays ended, as crossings
 * may have passed since; the client is told as soon as it is known. For a connection that has moved
 * to another webserver nothing is ended here, as that one would not know of it.
 */
final class Unsubscribing implements Step<Unsubscribing.Request, Unsubscribing.Outcome> {

  private static final String UPDATE =
      """
      with here as (
        select id from connection where id = any (?) and webserver_id = ?
        order by id for key share
      ), ended as (
        update subscription set ended_at = coalesce(ended_at, ?), ended_as = 'unsubscribed',
        changed_in = pg_current_xact_id()
        where id in (
          select asked.id from subscription asked join here on here.id = asked.connection_id
          where asked.id = any (?) and asked.ended_as is distinct from 'unsubscribed'
          order by asked.id for no key update of asked)
      )
      select id from here
      """;
  private static final String ENDED =
      "select id from subscription where id = any (?) and ended_as = 'unsubscribed'";

  private final UUID webserver;
  private final InstantSource clock;

  Unsubscribing(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  /**
   * What one client asks for.
   *
   * @param endedAfterAll called if that turns out after the client was told that it is not known
   */
  record Request(long connectionId, long id, Runnable endedAfterAll) {}

  /**
   * What came of it.
   *
   * @param isHere whether the connection is still this webserver's; if not, nothing was done
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
          .forEach(request -> request.endedAfterAll().run());
    }
  }
}
