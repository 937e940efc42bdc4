package io.coinpanel.systemtests.oracle;

import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.testkit.client.TestClient;
import io.coinpanel.testkit.market.Oracle;
import io.coinpanel.testkit.market.SubscriptionTerms;
import io.coinpanel.testkit.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Many clients with many subscriptions and the notifications they receive. */
final class OracleClients implements AutoCloseable {

  private final List<TestClient> clients = new ArrayList<>();
  private final List<Map<Long, SubscriptionTerms>> subscriptions = new ArrayList<>();

  OracleClients(TestSystem panel, int size) {
    for (int i = 0; i < size; i++) {
      clients.add(panel.connect());
      subscriptions.add(new HashMap<>());
    }
  }

  /** Distributes subscriptions over clients and waits until all are active. */
  void subscribe(List<SubscriptionTerms> all) {
    for (int i = 0; i < all.size(); i++) {
      clients.get(i % clients.size()).send(command(all.get(i), i));
    }
    for (int client = 0; client < clients.size(); client++) {
      awaitActive(client, all);
    }
  }

  private static Map<String, String> command(SubscriptionTerms terms, int number) {
    return Map.of(
        "type", "subscribe",
        "ref", Integer.toString(number),
        "symbol", terms.symbol(),
        "condition", terms.condition().name(),
        "threshold", Trade.decimal(terms.threshold()).toPlainString());
  }

  private void awaitActive(int client, List<SubscriptionTerms> all) {
    Map<Long, SubscriptionTerms> own = subscriptions.get(client);
    int replies = (all.size() - client + clients.size() - 1) / clients.size();
    int active = 0;
    while (replies > 0 || active < own.size()) {
      JsonNode message = clients.get(client).next();
      switch (message.path("type").asString()) {
        case "subscribed" -> {
          replies--;
          own.put(
              Long.parseLong(message.path("subscription").path("id").asString()),
              all.get(Integer.parseInt(message.path("ref").asString())));
        }
        case "active" -> active++;
        default -> throw new AssertionError(message.toString());
      }
    }
  }

  /** All subscriptions by their ids. */
  Map<Long, SubscriptionTerms> subscriptions() {
    Map<Long, SubscriptionTerms> all = new HashMap<>();
    subscriptions.forEach(all::putAll);
    return all;
  }

  /** All that the clients receive: as many as each should, and no more. */
  List<Oracle.Row> received(Collection<Oracle.Row> expected) {
    Map<Long, Integer> counts = new HashMap<>();
    expected.forEach(row -> counts.merge(row.subscription(), 1, Integer::sum));
    List<Oracle.Row> received = new ArrayList<>();
    for (int client = 0; client < clients.size(); client++) {
      int due =
          subscriptions.get(client).keySet().stream()
              .mapToInt(id -> counts.getOrDefault(id, 0))
              .sum();
      for (int i = 0; i < due; i++) {
        received.add(row(clients.get(client).nextOfType("notification")));
      }
      clients.get(client).expectNothing();
    }
    return received;
  }

  private static Oracle.Row row(JsonNode notification) {
    return OracleTest.row(
        Long.parseLong(notification.path("subscription_id").asString()),
        notification.path("trade_id").asLong(),
        new BigDecimal(notification.path("price").asString()),
        new BigDecimal(notification.path("previous_price").asString()));
  }

  @Override
  public void close() {
    clients.forEach(TestClient::close);
  }
}
