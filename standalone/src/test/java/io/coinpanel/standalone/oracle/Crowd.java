package io.coinpanel.standalone.oracle;

import io.coinpanel.standalone.Listener;
import io.coinpanel.standalone.TestPanel;
import io.coinpanel.standalone.client.Heard;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many clients with many subscriptions, and what they are told. */
final class Crowd implements AutoCloseable {

  private final List<Listener> clients = new ArrayList<>();
  private final List<Map<String, Asked>> subscriptions = new ArrayList<>();

  Crowd(TestPanel panel, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      clients.add(new Listener(panel.connect()));
      subscriptions.add(new HashMap<>());
    }
  }

  /** Deals the wishes out, and waits until every one of them is active. */
  void subscribe(List<Asked> wishes) throws InterruptedException {
    for (int i = 0; i < wishes.size(); i++) {
      clients.get(i % clients.size()).say(command(wishes.get(i), i));
    }
    for (int client = 0; client < clients.size(); client++) {
      awaitActive(client, wishes);
    }
  }

  private static Map<String, String> command(Asked asked, int number) {
    return Map.of(
        "type", "subscribe",
        "ref", Integer.toString(number),
        "symbol", asked.symbol(),
        "condition", asked.condition(),
        "threshold", asked.threshold().toPlainString());
  }

  private void awaitActive(int client, List<Asked> wishes) throws InterruptedException {
    Map<String, Asked> own = subscriptions.get(client);
    int answers = (wishes.size() - client + clients.size() - 1) / clients.size();
    int active = 0;
    while (answers > 0 || active < own.size()) {
      Heard.Message message = clients.get(client).next(m -> !m.type().equals("welcome"));
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
  Map<String, Asked> subscriptions() {
    Map<String, Asked> all = new HashMap<>();
    subscriptions.forEach(all::putAll);
    return all;
  }

  /**
   * All that clients were told, waiting for as many as each should hear, and for no more to come.
   */
  List<Fired> told(List<Fired> expected) throws InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    expected.forEach(fired -> counts.merge(fired.subscription(), 1, Integer::sum));
    List<Fired> told = new ArrayList<>();
    for (int client = 0; client < clients.size(); client++) {
      int due =
          subscriptions.get(client).keySet().stream()
              .mapToInt(id -> counts.getOrDefault(id, 0))
              .sum();
      for (int i = 0; i < due; i++) {
        told.add(fired(clients.get(client).nextOfType("notification")));
      }
      clients.get(client).say(Map.of("type", "ping"));
      Heard.Message last = clients.get(client).next(message -> true);
      if (!last.type().equals("pong")) {
        throw new AssertionError("too much was said: " + last.text());
      }
    }
    return told;
  }

  private static Fired fired(Heard.Message notification) {
    return new Fired(
        notification.field("subscription_id"),
        notification.json().path("trade_id").asLong(),
        new BigDecimal(notification.field("price")),
        new BigDecimal(notification.field("previous_price")));
  }

  @Override
  public void close() {
    clients.forEach(Listener::close);
  }
}
