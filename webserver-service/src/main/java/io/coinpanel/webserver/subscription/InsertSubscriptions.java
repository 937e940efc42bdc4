package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.socket.NewConnection;
import io.coinpanel.webserver.subscription.InsertOutcome.Created;
import io.coinpanel.webserver.subscription.InsertOutcome.Existing;
import io.coinpanel.webserver.subscription.InsertOutcome.OwnerGone;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Inserts subscriptions and their connections if not stored yet. The unique index on live ones
 * decides which are new; existing ones are looked up, and the insert is retried if one has just
 * ended. Writes nothing for connections that moved or ended: locking the row waits for a move in
 * progress.
 */
final class InsertSubscriptions
    implements WriteOperation<InsertSubscriptions.Request, InsertOutcome> {

  private static final int ATTEMPTS = 3;

  // An existing row stems from a commit whose response was lost. It is reclaimed if this webserver
  // was considered dead meanwhile and nobody has resumed it.
  private static final String STORE =
      """
      insert into connection (id, token_hash, webserver_id, created_at, confirmed_id, address)
      select new.id, decode(new.hash, 'hex'), webserver.id, ?, new.cursor, new.address::cidr
      from webserver
      cross join (
        select
          unnest(?::bigint[]) as id,
          unnest(?::text[]) as hash,
          unnest(?::bigint[]) as cursor,
          unnest(?::text[]) as address
      ) new
      where webserver.id = ?
      on conflict (id) do update
      set webserver_id = excluded.webserver_id, gone_at = null
      where connection.token_hash = excluded.token_hash
        and connection.webserver_id is null
        and connection.ended_at is null;
      """;
  private static final String INSERT =
      SubscriptionInsert.joining(
          """
          cross join lateral (
            select from connection
            where id = asked.owner_id and webserver_id = ?
            for key share
          ) mine
          """);

  /** A connection that has moved may have read them where it is now, so there they stay. */
  private static final String DELETE_UNCONFIRMED =
      """
      update subscription
      set ended_at = ?, ended_as = 'unsubscribed', changed_in = pg_current_xact_id()
      where ended_at is null
        and id in (
          select made.id
          from subscription made
          join connection mine on mine.id = made.owner_id and mine.webserver_id = ?
          where made.id = any (?)
          for key share of mine
        )
      """;

  private final UUID webserver;
  private final InstantSource clock;

  InsertSubscriptions(UUID webserver, InstantSource clock) {
    this.webserver = webserver;
    this.clock = clock;
  }

  /**
   * The request of one client.
   *
   * @param unstored its connection, if it must be stored too
   */
  record Request(SubscriptionKey key, Details details, @Nullable NewConnection unstored) {}

  @Override
  public List<InsertOutcome> execute(Connection database, List<Request> requests)
      throws SQLException {
    List<NewConnection> unstored =
        requests.stream()
            .flatMap(request -> Stream.ofNullable(request.unstored()))
            .distinct()
            .toList();
    Map<SubscriptionKey, InsertOutcome> found = new HashMap<>();
    Map<SubscriptionKey, Created> created = new HashMap<>();
    List<Request> open = requests;
    for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
      insert(database, attempt == 0 ? unstored : List.of(), open, created);
      List<SubscriptionKey> known =
          open.stream().map(Request::key).filter(key -> !created.containsKey(key)).toList();
      if (!known.isEmpty()) {
        LiveSubscriptions.finish(
            database, known.stream().map(SubscriptionKey::ownerId).distinct().toList());
        LiveSubscriptions.lookUp(database, known, found);
      }
      open = open.stream().filter(request -> isOpen(request, created, found)).toList();
    }
    return requests.stream().map(request -> outcome(request.key(), created, found)).toList();
  }

  private static boolean isOpen(
      Request request,
      Map<SubscriptionKey, Created> created,
      Map<SubscriptionKey, InsertOutcome> found) {
    return !created.containsKey(request.key()) && !found.containsKey(request.key());
  }

  /** Of several equal requests the first creates it; for the others it exists. */
  static InsertOutcome outcome(
      SubscriptionKey key,
      Map<SubscriptionKey, Created> created,
      Map<SubscriptionKey, InsertOutcome> found) {
    Created made = created.remove(key);
    if (made != null) {
      found.put(key, new Existing(made.id()));
      return made;
    }
    return found.getOrDefault(key, new OwnerGone());
  }

  /** Both inserts are pipelined. */
  private void insert(
      Connection database,
      List<NewConnection> unstored,
      List<Request> requests,
      Map<SubscriptionKey, Created> created)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean both = !unstored.isEmpty();
    try (PreparedStatement insert = database.prepareStatement(both ? STORE + INSERT : INSERT)) {
      int next = both ? bind(insert, now, unstored) : 1;
      insert.setObject(next, now.atOffset(ZoneOffset.UTC));
      next =
          SubscriptionKeyArrays.bind(
              insert,
              next + 1,
              requests.stream().map(Request::key).toList(),
              requests.stream().map(Request::details).toList());
      insert.setObject(next, webserver);
      insert.execute();
      if (both) {
        insert.getMoreResults();
      }
      try (ResultSet rows = insert.getResultSet()) {
        SubscriptionInsert.read(rows, now, created);
      }
    }
  }

  /** Binds {@link #STORE} and returns the index of the next parameter. */
  private int bind(PreparedStatement insert, Instant now, List<NewConnection> unstored)
      throws SQLException {
    Connection database = insert.getConnection();
    insert.setObject(1, now.atOffset(ZoneOffset.UTC));
    insert.setArray(2, database.createArrayOf("int8", column(unstored, NewConnection::id)));
    insert.setArray(3, database.createArrayOf("text", column(unstored, NewConnection::tokenHash)));
    insert.setArray(4, database.createArrayOf("int8", column(unstored, NewConnection::cursor)));
    insert.setArray(
        5, database.createArrayOf("text", column(unstored, one -> one.address().toString())));
    insert.setObject(6, webserver);
    return 7;
  }

  private static Object[] column(
      List<NewConnection> unstored, Function<NewConnection, Object> value) {
    return unstored.stream().map(value).toArray();
  }

  @Override
  public boolean changesSubscriptions() {
    return true;
  }

  @Override
  public void resolve(Connection database, List<InsertOutcome> answers) throws SQLException {
    Object[] ids =
        answers.stream()
            .filter(Created.class::isInstance)
            .map(Created.class::cast)
            .map(Created::id)
            .toArray();
    try (PreparedStatement update = database.prepareStatement(DELETE_UNCONFIRMED)) {
      update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      update.setObject(2, webserver);
      update.setArray(3, database.createArrayOf("int8", ids));
      update.executeUpdate();
    }
  }
}
