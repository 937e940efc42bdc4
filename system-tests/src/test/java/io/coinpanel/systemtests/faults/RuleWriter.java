package io.coinpanel.systemtests.faults;

import io.coinpanel.testkit.conditions.ConditionFields;
import io.coinpanel.testkit.conditions.RandomTerms;
import io.coinpanel.testkit.conditions.Terms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/** Writes subscriptions of every condition into the table, as a webserver does. */
final class RuleWriter {

  /** A new listing has its ids anew, which the oracle of all conditions does not know. */
  static final List<String> SYMBOLS =
      PriceSource.SYMBOLS.stream().filter(symbol -> !symbol.equals(PriceSource.LISTED)).toList();

  private static final String SUBSCRIBE =
      """
      insert into subscription (owner_id, symbol, condition, threshold, rearm, lower, upper, percent,
        amount, within_seconds, from_price, hold_seconds, bar, repeat, cooldown_seconds, expires_at,
        created_at)
      select ?, ?, condition, threshold, rearm, lower, upper, percent, amount, within_seconds, "from",
        hold_seconds, bar, ?, ?, ?, now()
      from
        json_to_record(?::json) as terms (condition text, threshold numeric, rearm numeric,
          lower numeric, upper numeric, percent numeric, amount numeric, within_seconds integer,
          "from" numeric, hold_seconds integer, bar text)
      returning id
      """;

  /** Parts of a symbol's range; terms are up to 14 of them away from a price. */
  private static final int TICKS = 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final SplittableRandom random;
  private final PriceSource priceSource;
  private final SubscriptionWriters clients;

  RuleWriter(SplittableRandom random, PriceSource priceSource, SubscriptionWriters clients) {
    this.random = random;
    this.priceSource = priceSource;
    this.clients = clients;
  }

  /** Commits so many for one client. */
  Map<Long, RuleTerms> subscribe(Connection connection, int count) throws SQLException {
    connection.setAutoCommit(false);
    long client = clients.client(connection);
    Map<Long, RuleTerms> subscribed = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(SUBSCRIBE)) {
      for (RuleTerms terms : randomTerms(count)) {
        subscribed.put(insert(statement, client, terms), terms);
      }
    }
    connection.commit();
    return subscribed;
  }

  private Set<RuleTerms> randomTerms(int count) {
    long now = System.currentTimeMillis();
    Set<RuleTerms> requested = new LinkedHashSet<>(); // a client's subscriptions are never alike
    while (requested.size() < count) {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      long[] range = priceSource.range(symbol);
      long price = random.nextLong(range[0], range[1] + 1);
      RandomTerms terms = new RandomTerms(random, (range[1] - range[0]) / TICKS);
      requested.add(new RuleTerms(symbol, terms.next(price, now)));
    }
    return requested;
  }

  private static long insert(PreparedStatement statement, long client, RuleTerms rule)
      throws SQLException {
    Terms terms = rule.terms();
    statement.setLong(1, client);
    statement.setString(2, rule.symbol());
    statement.setString(3, terms.repeat().name().toLowerCase(Locale.ROOT));
    statement.setInt(4, terms.cooldownSeconds());
    statement.setTimestamp(
        5, terms.expiresAt() == Terms.NEVER ? null : new Timestamp(terms.expiresAt()));
    statement.setString(6, JSON.writeValueAsString(ConditionFields.of(terms.condition())));
    try (var row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
