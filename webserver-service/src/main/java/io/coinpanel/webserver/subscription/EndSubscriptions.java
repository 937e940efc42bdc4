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
import org.jspecify.annotations.Nullable;

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
      changeable as (
        select id from here
        union all
        select unnest(?::bigint[])
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
          join unnest(?::bigint[], ?::bigint[], ?::integer[]) as request (owner_id, id, revision)
            on request.owner_id = asked.owner_id and request.id = asked.id
              and asked.revision = coalesce(request.revision, asked.revision)
          join changeable on changeable.id = asked.owner_id
          where asked.ended_as is distinct from 'unsubscribed'
          order by asked.id
          for no key update of asked
        )
        returning id, owner_id
      ),
      recorded as (
        insert into owner_event (owner_id, kind, subscription_id)
        select owner_id, 'subscription', id
        from ended
        where owner_id = any (?)
      )
      select id, null from here
      union all
      select null, id from ended
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
   * The request of one client.
   *
   * @param revision the one it must have; null for any
   * @param onLateEnd called if it turns out after the client got {@code unavailable}
   */
  record Request(Owner owner, long id, @Nullable Integer revision, Runnable onLateEnd) {}

  /**
   * The outcome.
   *
   * @param isHere whether the owner may be changed by this webserver; otherwise nothing was done
   * @param ended whether it has ended by this
   */
  record Outcome(Request request, boolean isHere, boolean ended) {}

  @Override
  public List<Outcome> execute(Connection database, List<Request> requests) throws SQLException {
    List<Long> accounts = owners(requests, Owner.Account.class);
    Set<Long> here = new HashSet<>(accounts);
    Set<Long> ended = new HashSet<>();
    try (PreparedStatement update = database.prepareStatement(UPDATE)) {
      update.setArray(1, array(database, owners(requests, Owner.Anonymous.class)));
      update.setObject(2, webserver);
      update.setArray(3, array(database, accounts));
      update.setObject(4, clock.instant().atOffset(ZoneOffset.UTC));
      update.setArray(5, array(database, requests.stream().map(one -> one.owner().id()).toList()));
      update.setArray(6, array(database, requests.stream().map(Request::id).toList()));
      update.setArray(
          7, database.createArrayOf("int4", requests.stream().map(Request::revision).toArray()));
      update.setArray(8, array(database, accounts));
      read(update, here, ended);
    }
    return requests.stream()
        .map(
            asked ->
                new Outcome(asked, here.contains(asked.owner().id()), ended.contains(asked.id())))
        .toList();
  }

  private static List<Long> owners(List<Request> requests, Class<? extends Owner> type) {
    return requests.stream()
        .map(Request::owner)
        .filter(type::isInstance)
        .map(Owner::id)
        .distinct()
        .toList();
  }

  private static void read(PreparedStatement update, Set<Long> here, Set<Long> ended)
      throws SQLException {
    try (ResultSet rows = update.executeQuery()) {
      while (rows.next()) {
        long owner = rows.getLong(1);
        if (rows.wasNull()) {
          ended.add(rows.getLong(2));
        } else {
          here.add(owner);
        }
      }
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
