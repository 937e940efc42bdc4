package io.coinpanel.webserver.subscription;

import io.coinpanel.model.Condition;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.socket.NewConnection;
import io.coinpanel.webserver.subscription.InsertOutcome.ConnectionMoved;
import io.coinpanel.webserver.subscription.InsertOutcome.Created;
import io.coinpanel.webserver.subscription.InsertOutcome.Existing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
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
  // The lateral join forces index look-ups; the planner might choose a nested loop.
  private static final String INSERT =
      """
      insert into subscription (
        owner_id, symbol, condition, threshold, repeat, cooldown_seconds, expires_at,
        created_at
      )
      select
        asked.owner_id, asked.symbol, asked.condition, asked.threshold, asked.repeat,
        asked.cooldown_seconds, asked.expires_at, ?
      from %s
      cross join lateral (
        select from connection
        where id = asked.owner_id and webserver_id = ?
        for key share
      ) mine
      order by asked.place
      on conflict do nothing
      returning
        id, owner_id, symbol, condition, threshold, repeat, cooldown_seconds, expires_at,
        (select price from last_trade where last_trade.symbol = subscription.symbol)
      """
          .formatted(SubscriptionKeyArrays.KEYS);
  // Finished by ingestion, but the rows were locked so far.
  private static final String FINISH =
      """
      update subscription
      set ended_at = change.ended_at, ended_as = 'finished'
      from subscription_change change
      where change.subscription_id = subscription.id
        and change.ended_at is not null
        and subscription.ended_at is null
        and subscription.owner_id = any (?)
      """;
  private static final String LOOK_UP =
      """
      select asked.place, live.id
      from %s
      join subscription live
        on live.owner_id = asked.owner_id
        and live.symbol = asked.symbol
        and live.condition = asked.condition
        and live.threshold = asked.threshold
        and live.repeat = asked.repeat
        and live.cooldown_seconds = asked.cooldown_seconds
        and live.expires_at is not distinct from asked.expires_at
      where live.ended_at is null
      """
          .formatted(SubscriptionKeyArrays.KEYS);

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
   * What one client asks for.
   *
   * @param unstored its connection, if it must be stored too
   */
  record Request(SubscriptionKey wish, @Nullable NewConnection unstored) {}

  @Override
  public List<InsertOutcome> execute(Connection database, List<Request> requests)
      throws SQLException {
    List<SubscriptionKey> asked = requests.stream().map(Request::wish).toList();
    List<NewConnection> unstored =
        requests.stream()
            .flatMap(request -> Stream.ofNullable(request.unstored()))
            .distinct()
            .toList();
    Map<SubscriptionKey, InsertOutcome> found = new HashMap<>();
    Map<SubscriptionKey, Created> created = new HashMap<>();
    List<SubscriptionKey> open = asked;
    for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
      insert(database, attempt == 0 ? unstored : List.of(), open, created);
      open = asked.stream().filter(w -> !created.containsKey(w) && !found.containsKey(w)).toList();
      finish(database, open);
      lookUp(database, open, found);
      open = open.stream().filter(wish -> !found.containsKey(wish)).toList();
    }
    return asked.stream().map(wish -> outcome(wish, created, found)).toList();
  }

  /** Of several equal requests the first creates it; for the others it exists. */
  private static InsertOutcome outcome(
      SubscriptionKey wish,
      Map<SubscriptionKey, Created> created,
      Map<SubscriptionKey, InsertOutcome> found) {
    Created made = created.remove(wish);
    if (made != null) {
      found.put(wish, new Existing(made.id()));
      return made;
    }
    return found.getOrDefault(wish, new ConnectionMoved());
  }

  /** Both inserts are pipelined. */
  private void insert(
      Connection database,
      List<NewConnection> unstored,
      List<SubscriptionKey> wishes,
      Map<SubscriptionKey, Created> created)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    boolean both = !unstored.isEmpty();
    try (PreparedStatement insert = database.prepareStatement(both ? STORE + INSERT : INSERT)) {
      int next = both ? bind(insert, now, unstored) : 1;
      insert.setObject(next, now.atOffset(ZoneOffset.UTC));
      next = SubscriptionKeyArrays.bind(insert, next + 1, wishes);
      insert.setObject(next, webserver);
      insert.execute();
      if (both) {
        insert.getMoreResults();
      }
      try (ResultSet rows = insert.getResultSet()) {
        while (rows.next()) {
          created.put(wish(rows), new Created(rows.getLong(1), now, price(rows, 9)));
        }
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

  private static SubscriptionKey wish(ResultSet rows) throws SQLException {
    OffsetDateTime expiry = rows.getObject(8, OffsetDateTime.class);
    return new SubscriptionKey(
        rows.getLong(2),
        rows.getString(3),
        Price.of(rows.getBigDecimal(5)).orElseThrow(),
        WireEnum.parse(Condition.class, rows.getString(4)).orElseThrow(),
        WireEnum.parse(Repeat.class, rows.getString(6)).orElseThrow(),
        rows.getInt(7),
        expiry == null ? null : expiry.toInstant());
  }

  private static @Nullable Price price(ResultSet rows, int column) throws SQLException {
    var number = rows.getBigDecimal(column);
    return number == null ? null : Price.of(number).orElseThrow();
  }

  private static void finish(Connection database, List<SubscriptionKey> wishes)
      throws SQLException {
    if (wishes.isEmpty()) {
      return;
    }
    Object[] connections = wishes.stream().map(SubscriptionKey::connectionId).distinct().toArray();
    try (PreparedStatement update = database.prepareStatement(FINISH)) {
      update.setArray(1, database.createArrayOf("int8", connections));
      update.executeUpdate();
    }
  }

  private static void lookUp(
      Connection database, List<SubscriptionKey> wishes, Map<SubscriptionKey, InsertOutcome> found)
      throws SQLException {
    if (wishes.isEmpty()) {
      return;
    }
    try (PreparedStatement select = database.prepareStatement(LOOK_UP)) {
      SubscriptionKeyArrays.bind(select, 1, wishes);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(wishes.get(rows.getInt(1) - 1), new Existing(rows.getLong(2)));
        }
      }
    }
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
