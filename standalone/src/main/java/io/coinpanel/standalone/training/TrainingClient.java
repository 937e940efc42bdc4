package io.coinpanel.standalone.training;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.Received.Message;
import io.coinpanel.cli.client.WebserverClient;
import io.coinpanel.cli.client.WebserverUnreachableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One training client: alerts around current prices and all other commands. */
final class TrainingClient {

  private static final Duration TIMEOUT = Duration.ofMillis(200);
  private static final List<String> SYMBOLS = List.of("btcusdt", "ethusdt", "solusdt");
  private static final int STEPS = 50;
  private static final BigDecimal STEP = new BigDecimal("0.0001");
  private static final int DECIMALS = 8;

  /** Opened and closed sockets: after a restart all clients reconnect at once. */
  private static final int ROUNDS = 60;

  /** As many make the hot methods known to the JVM. */
  private static final int ENOUGH = 2_000;

  /** Notifications between two rounds of the other commands. */
  private static final int ROUND = 100;

  private final URI uri;
  private final Set<String> subscribed = new HashSet<>();
  private String token = "";
  private int notifications;

  TrainingClient(URI uri) {
    this.uri = uri;
  }

  /**
   * Works until it has been notified often enough, and resumes on a second socket half-way.
   *
   * @param end by {@link System#nanoTime()}, deadline
   * @return how many notifications it has received
   */
  int run(long end) throws WebserverUnreachableException, InterruptedException {
    for (int i = 0; i < ROUNDS && System.nanoTime() < end; i++) {
      WebserverClient.open(uri).close();
    }
    try (WebserverClient first = WebserverClient.open(uri)) {
      first.send(Map.of("type", "prices", "enabled", true));
      SYMBOLS.forEach(symbol -> subscribe(first, symbol, new BigDecimal("0.00000001")));
      listen(first, ENOUGH / 2, end);
    }
    String resumed = token;
    try (WebserverClient second = WebserverClient.open(uri)) {
      second.send(Map.of("type", "resume", "token", resumed));
      listen(second, ENOUGH, end);
    }
    return notifications;
  }

  private void listen(WebserverClient webserverClient, int enough, long end)
      throws InterruptedException {
    while (notifications < enough && System.nanoTime() < end) {
      switch (webserverClient.receive(TIMEOUT)) {
        case Message message -> onMessage(webserverClient, message);
        case Received.Ping _, Received.Closed _ -> {}
      }
    }
  }

  private void onMessage(WebserverClient webserverClient, Message message) {
    switch (message.type()) {
      case "welcome" -> token = message.field("resume_token");
      case "active", "price" ->
          subscribeAround(webserverClient, message.field("symbol"), message.field("price"));
      case "notification" -> notified(webserverClient, message.field("subscription_id"));
      default -> {}
    }
  }

  private void subscribeAround(WebserverClient webserverClient, String symbol, String price) {
    if (price.isEmpty() || !subscribed.add(symbol)) {
      return;
    }
    BigDecimal middle = new BigDecimal(price);
    for (int i = -STEPS; i <= STEPS; i++) {
      BigDecimal distance = STEP.multiply(BigDecimal.valueOf(i));
      BigDecimal threshold = middle.add(middle.multiply(distance));
      subscribe(webserverClient, symbol, threshold.setScale(DECIMALS, RoundingMode.HALF_UP));
    }
  }

  private static void subscribe(
      WebserverClient webserverClient, String symbol, BigDecimal threshold) {
    webserverClient.send(
        Map.of("symbol", symbol, "threshold", threshold.toPlainString(), "condition", "cross"));
  }

  private void notified(WebserverClient webserverClient, String subscription) {
    notifications++;
    if (notifications % ROUND == 0) {
      webserverClient.send(Map.of("type", "ping"));
      webserverClient.send(Map.of("type", "list"));
      webserverClient.send(Map.of("type", "unsubscribe", "subscription_id", subscription));
    }
  }
}
