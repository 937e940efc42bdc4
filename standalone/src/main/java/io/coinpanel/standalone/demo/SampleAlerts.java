package io.coinpanel.standalone.demo;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.WebserverClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A regular client with alerts close to current prices, so that they fire soon. */
final class SampleAlerts implements AutoCloseable {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private static final Logger LOG = LoggerFactory.getLogger(SampleAlerts.class);
  private static final List<String> SYMBOLS = List.of("btcusdt", "ethusdt", "solusdt");
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int COOLDOWN_SECONDS = 5;

  private final WebserverClient conversation;
  private final Consumer<String> terminal;
  private final Set<String> placed = new HashSet<>();

  private SampleAlerts(WebserverClient conversation, Consumer<String> terminal) {
    this.conversation = conversation;
    this.terminal = terminal;
  }

  /** Connects, enables prices and prints notifications to the terminal. */
  static SampleAlerts start(URI uri, Consumer<String> terminal) throws IOException {
    SampleAlerts alerts = new SampleAlerts(WebserverClient.open(uri), terminal);
    alerts.conversation.send(Map.of("type", "prices", "enabled", true, "symbols", SYMBOLS));
    Thread.ofPlatform().daemon().name("sample-alerts").start(alerts::listen);
    return alerts;
  }

  private void subscribe(String symbol, String threshold) {
    conversation.send(
        Map.of(
            "type", "subscribe",
            "symbol", symbol,
            "threshold", threshold,
            "condition", "cross",
            "cooldown_seconds", COOLDOWN_SECONDS));
  }

  private void listen() {
    try {
      while (true) {
        switch (conversation.receive(SILENCE)) {
          case Received.Message message -> onMessage(message);
          case Received.Ping() -> {}
          case Received.Closed(String why) -> {
            LOG.info("The sample alerts ended: {}", why);
            return;
          }
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void onMessage(Received.Message message) {
    switch (message.type()) {
      case "price" -> place(message.field("symbol"), message.field("price"));
      case "notification" -> terminal.accept(line(message));
      case "error" -> terminal.accept("A sample alert was rejected: " + message.field("message"));
      default -> {}
    }
  }

  private void place(String symbol, String price) {
    if (placed.add(symbol)) {
      subscribe(symbol, price);
      terminal.accept("Sample alert: " + symbol.toUpperCase(Locale.ROOT) + " across " + price);
    }
  }

  private static String line(Received.Message notification) {
    Instant traded = Instant.parse(notification.field("trade_time"));
    String time = timeOfDay(traded, ZoneId.systemDefault());
    return "NOTIFICATION  " + time + "  " + notification.field("message");
  }

  static String timeOfDay(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  @Override
  public void close() {
    conversation.close();
  }
}
