package io.coinpanel.systemtests.oracle;

import io.coinpanel.cli.client.Received;
import io.coinpanel.systemtests.ProtocolClient;
import io.coinpanel.systemtests.TestSystem;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many clients with many subscriptions and the notifications they receive. */
final class OracleClients implements AutoCloseable {

  private final List<ProtocolClient> clients = new ArrayList<>();
  private final List<Map<String, RequestedSubscription>> subscriptions = new ArrayList<>();

  OracleClients(TestSystem panel, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      clients.add(new ProtocolClient(panel.connect()));
      subscriptions.add(new HashMap<>());
    }
  }

  /** Distributes subscriptions over clients and waits until all are active. */
  void subscribe(List<RequestedSubscription> wishes) throws InterruptedException {
    for (int i = 0; i < wishes.size(); i++) {
      clients.get(i % clients.size()).send(command(wishes.get(i), i));
    }
    for (int client = 0; client < clients.size(); client++) {
      awaitActive(client, wishes);
    }
  }

  private static Map<String, String> command(
      RequestedSubscription requestedSubscription, int number) {
    return Map.of(
        "type", "subscribe",
        "ref", Integer.toString(number),
        "symbol", requestedSubscription.symbol(),
        "condition", requestedSubscription.condition(),
        "threshold", requestedSubscription.threshold().toPlainString());
  }

  private void awaitActive(int client, List<RequestedSubscription> wishes)
      throws InterruptedException {
    Map<String, RequestedSubscription> own = subscriptions.get(client);
    int answers = (wishes.size() - client + clients.size() - 1) / clients.size();
    int active = 0;
    while (answers > 0 || active < own.size()) {
      Received.Message message = clients.get(client).next(m -> !m.type().equals("welcome"));
      switch (message.type()) {
        case "subscribed" -> {
          answers--;
          own.put(
              message.json().path("subscription").path("id").asString(),
              wishes.get(Integer.parseInt(message.field("ref"))));
        }
        case "active" -> active++;
        default -> throw new AssertionError(message.text());
      }
    }
  }

  /** All subscriptions by their ids. */
  Map<String, RequestedSubscription> subscriptions() {
    Map<String, RequestedSubscription> all = new HashMap<>();
    subscriptions.forEach(all::putAll);
    return all;
  }

  /**
   * All that clients were told, waiting for as many as each should hear, and for no more to come.
   */
  List<Firing> received(List<Firing> expected) throws InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    expected.forEach(firing -> counts.merge(firing.subscription(), 1, Integer::sum));
    List<Firing> told = new ArrayList<>();
    for (int client = 0; client < clients.size(); client++) {
      int due =
          subscriptions.get(client).keySet().stream()
              .mapToInt(id -> counts.getOrDefault(id, 0))
              .sum();
      for (int i = 0; i < due; i++) {
        told.add(fired(clients.get(client).nextOfType("notification")));
      }
      clients.get(client).send(Map.of("type", "ping"));
      Received.Message last = clients.get(client).next(message -> true);
      if (!last.type().equals("pong")) {
        throw new AssertionError("too much was said: " + last.text());
      }
    }
    return told;
  }

  private static Firing fired(Received.Message notification) {
    return new Firing(
        notification.field("subscription_id"),
        notification.json().path("trade_id").asLong(),
        new BigDecimal(notification.field("price")),
        new BigDecimal(notification.field("previous_price")));
  }

  @Override
  public void close() {
    clients.forEach(ProtocolClient::close);
  }
}
