package io.coinpanel.systemtests.faults;

import io.coinpanel.systemtests.LoadPacing;
import io.coinpanel.testkit.market.SubscriptionTerms;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Webservers, as far as the table of subscriptions can tell: several write at once, some take long
 * between a statement and its commit.
 */
final class SubscriptionWriters {

  private static final String SUBSCRIBE =
      "insert into subscription (owner_id, symbol, condition, threshold, repeat,"
          + " cooldown_seconds, expires_at, created_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, now()) returning id";
  private static final String END =
      "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
          + " changed_in = pg_current_xact_id() where id = ? and ended_at is null";

  private static final List<SubscriptionTerms.Direction> WAYS =
      List.of(SubscriptionTerms.Direction.values());

  private final SplittableRandom random;
  private final Map<String, long[]> ranges = new HashMap<>();
  private long connections;

  SubscriptionWriters(SplittableRandom random, PriceSource priceSource) {
    this.random = random;
    PriceSource.SYMBOLS.forEach(symbol -> ranges.put(symbol, priceSource.range(symbol)));
  }

  List<SubscriptionTerms> randomTerms(int count) {
    long now = System.currentTimeMillis();
    Set<SubscriptionTerms> requested =
        new LinkedHashSet<>(); // a client's subscriptions are never alike
    while (requested.size() < count) {
      String symbol = PriceSource.SYMBOLS.get(random.nextInt(PriceSource.SYMBOLS.size()));
      long[] range = ranges.getOrDefault(symbol, new long[2]);
      // Whole cents are prices that trades really stand on.
      long threshold = random.nextLong(range[0], range[1] + 1) / 1_000_000 * 1_000_000;
      requested.add(
          new SubscriptionTerms(
              symbol,
              WAYS.get(random.nextInt(WAYS.size())),
              threshold,
              random.nextInt(10) == 0,
              random.nextInt(6) == 0 ? 1 + random.nextInt(20) : 0,
              random.nextInt(6) == 0
                  ? now + 2_000 + random.nextInt(60_000)
                  : SubscriptionTerms.NEVER));
    }
    return new ArrayList<>(requested);
  }

  /** Commits all at once, as one webserver does with what many clients ask for. */
  Map<Long, SubscriptionTerms> subscribe(Connection connection, List<SubscriptionTerms> requested)
      throws SQLException {
    connection.setAutoCommit(false);
    Map<Long, SubscriptionTerms> subscribed = insert(connection, requested);
    connection.commit();
    return subscribed;
  }

  /**
   * The same by three webservers: the first to write is the last to commit, and one in between
   * gives up.
   */
  Map<Long, SubscriptionTerms> subscribeOutOfOrder(
      Connections connections, List<SubscriptionTerms> requested) throws SQLException {
    int half = requested.size() / 2;
    try (Connection slow = connections.open();
        Connection quick = connections.open();
        Connection undecided = connections.open()) {
      slow.setAutoCommit(false);
      undecided.setAutoCommit(false);
      Map<Long, SubscriptionTerms> subscribed = insert(slow, requested.subList(0, half));
      insert(undecided, requested.subList(0, 1));
      subscribed.putAll(subscribe(quick, requested.subList(half, requested.size())));
      LoadPacing.pause(random.nextLong(400_000_000));
      undecided.rollback();
      slow.commit();
      return subscribed;
    }
  }

  /** Opens connections to the database. */
  interface Connections {
    Connection open() throws SQLException;
  }

  void end(Connection connection, Collection<Long> ids) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      for (long id : ids) {
        statement.setLong(1, id);
        statement.executeUpdate();
      }
    }
    connection.commit();
  }

  private Map<Long, SubscriptionTerms> insert(
      Connection connection, List<SubscriptionTerms> requested) throws SQLException {
    long client = client(connection);
    Map<Long, SubscriptionTerms> inserted = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SUBSCRIBE)) {
      for (SubscriptionTerms subscriptionTerms : requested) {
        statement.setLong(1, client);
        statement.setString(2, subscriptionTerms.symbol());
        statement.setString(3, subscriptionTerms.condition().name());
        statement.setBigDecimal(4, BigDecimal.valueOf(subscriptionTerms.threshold(), 8));
        statement.setString(5, subscriptionTerms.once() ? "once" : "every");
        statement.setInt(6, subscriptionTerms.cooldownSeconds());
        statement.setTimestamp(
            7,
            subscriptionTerms.expiresAt() == SubscriptionTerms.NEVER
                ? null
                : new Timestamp(subscriptionTerms.expiresAt()));
        try (var row = statement.executeQuery()) {
          row.next();
          inserted.put(row.getLong(1), subscriptionTerms);
        }
      }
    }
    return inserted;
  }

  /** A new client; it owns what it subscribes. */
  long client(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "insert into connection (token_hash, created_at, confirmed_id)"
                    + " values (decode(lpad(to_hex("
                    + ++connections
                    + "), 64, '0'), 'hex'), now(), 0) returning id")) {
      row.next();
      return row.getLong(1);
    }
  }
}
