package io.coinpanel.webserver.subscription;

import io.coinpanel.webserver.commit.WriteOperation;
import io.coinpanel.webserver.protocol.Details;
import io.coinpanel.webserver.subscription.InsertOutcome.Created;
import io.coinpanel.webserver.subscription.InsertOutcome.LimitExceeded;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Inserts subscriptions of accounts within their limits. Several webservers may do that for one
 * account at once: the lock on the owner's row makes them take turns, so that counts are exact.
 */
final class InsertAccountSubscriptions
    implements WriteOperation<InsertAccountSubscriptions.Request, InsertOutcome> {

  private static final String INSERT =
      SubscriptionInsert.joining("join owner on owner.id = asked.owner_id");
  private static final String EVENTS =
      """
      insert into owner_event (owner_id, kind, subscription_id)
      select owner_id, 'subscription', id
      from unnest(?::bigint[], ?::bigint[]) as created (owner_id, id)
      """;

  private final AccountLimits limits;
  private final InstantSource clock;

  InsertAccountSubscriptions(AccountLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** The request of one client. */
  record Request(SubscriptionKey key, Details details) {}

  @Override
  public List<InsertOutcome> execute(Connection database, List<Request> requests)
      throws SQLException {
    List<Long> owners = requests.stream().map(asked -> asked.key().ownerId()).distinct().toList();
    AccountLimits.Room room = limits.lock(database, owners);
    LiveSubscriptions.finish(database, owners);
    Map<SubscriptionKey, InsertOutcome> found = new HashMap<>();
    LiveSubscriptions.lookUp(database, requests.stream().map(Request::key).toList(), found);
    List<Request> fresh = new ArrayList<>();
    for (Request request : requests) {
      if (!found.containsKey(request.key()) && room.isOpen(request.key().ownerId())) {
        admit(request, room, fresh, found);
      }
    }
    Map<SubscriptionKey, Created> created = insert(database, fresh);
    return requests.stream()
        .map(request -> InsertSubscriptions.outcome(request.key(), created, found))
        .toList();
  }

  private static void admit(
      Request request,
      AccountLimits.Room room,
      List<Request> fresh,
      Map<SubscriptionKey, InsertOutcome> found) {
    if (fresh.stream().noneMatch(other -> other.key().equals(request.key()))) {
      room.take(request.key())
          .ifPresentOrElse(
              limit -> found.put(request.key(), new LimitExceeded(limit)),
              () -> fresh.add(request));
    }
  }

  private Map<SubscriptionKey, Created> insert(Connection database, List<Request> requests)
      throws SQLException {
    Map<SubscriptionKey, Created> created = new HashMap<>();
    if (requests.isEmpty()) {
      return created;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try (PreparedStatement insert = database.prepareStatement(INSERT)) {
      insert.setObject(1, now.atOffset(ZoneOffset.UTC));
      SubscriptionKeyArrays.bind(
          insert,
          2,
          requests.stream().map(Request::key).toList(),
          requests.stream().map(Request::details).toList());
      try (ResultSet rows = insert.executeQuery()) {
        SubscriptionInsert.read(rows, now, created);
      }
    }
    record(database, created);
    return created;
  }

  private static void record(Connection database, Map<SubscriptionKey, Created> created)
      throws SQLException {
    List<Map.Entry<SubscriptionKey, Created>> all = List.copyOf(created.entrySet());
    try (PreparedStatement insert = database.prepareStatement(EVENTS)) {
      Object[] owners = all.stream().map(one -> one.getKey().ownerId()).toArray();
      Object[] ids = all.stream().map(one -> one.getValue().id()).toArray();
      insert.setArray(1, database.createArrayOf("int8", owners));
      insert.setArray(2, database.createArrayOf("int8", ids));
      insert.executeUpdate();
    }
  }

  @Override
  public boolean changesSubscriptions() {
    return true;
  }
}
