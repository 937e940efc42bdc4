package io.coinpanel.standalone.training;

import io.coinpanel.standalone.client.Conversation;
import io.coinpanel.standalone.client.Heard;
import io.coinpanel.standalone.client.Heard.Message;
import io.coinpanel.standalone.client.Unreachable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One client: alerts around the prices that it finds, and everything else that clients ask. */
final class TrainingClient {

  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final List<String> SYMBOLS = List.of("btcusdt", "ethusdt", "solusdt");
  private static final int STEPS = 50;
  private static final BigDecimal STEP = new BigDecimal("0.0001");
  private static final int DECIMALS = 8;

  /** Sockets that are opened and closed: after a restart all clients come at once. */
  private static final int VISITS = 60;

  /** As many make the hot methods known to the JVM. */
  private static final int ENOUGH = 2_000;

  /** Notifications between two rounds of the other commands. */
  private static final int ROUND = 100;

  private final URI uri;
  private final Set<String> surrounded = new HashSet<>();
  private String token = "";
  private int notifications;

  TrainingClient(URI uri) {
    this.uri = uri;
  }

  /**
   * Works until it has been notified often enough, and resumes on a second socket half-way.
   *
   * @param end by {@link System#nanoTime()}, when it stops anyway
   * @return how many notifications it has received
   */
  int run(long end) throws Unreachable, InterruptedException {
    for (int i = 0; i < VISITS && System.nanoTime() < end; i++) {
      Conversation.open(uri).close();
    }
    try (Conversation first = Conversation.open(uri)) {
      first.say(Map.of("type", "prices", "enabled", true));
      SYMBOLS.forEach(symbol -> subscribe(first, symbol, new BigDecimal("0.00000001")));
      listen(first, ENOUGH / 2, end);
    }
    String resumed = token;
    try (Conversation second = Conversation.open(uri)) {
      second.say(Map.of("type", "resume", "token", resumed));
      listen(second, ENOUGH, end);
    }
    return notifications;
  }

  private void listen(Conversation conversation, int enough, long end) throws InterruptedException {
    while (notifications < enough && System.nanoTime() < end) {
      switch (conversation.next(PATIENCE)) {
        case Message message -> hear(conversation, message);
        case Heard.Ping _, Heard.Closed _ -> {}
      }
    }
  }

  private void hear(Conversation conversation, Message message) {
    switch (message.type()) {
      case "welcome" -> token = message.field("resume_token");
      case "active", "price" ->
          surround(conversation, message.field("symbol"), message.field("price"));
      case "notification" -> notified(conversation, message.field("subscription_id"));
      default -> {}
    }
  }

  private void surround(Conversation conversation, String symbol, String price) {
    if (price.isEmpty() || !surrounded.add(symbol)) {
      return;
    }
    BigDecimal middle = new BigDecimal(price);
    for (int i = -STEPS; i <= STEPS; i++) {
      BigDecimal distance = STEP.multiply(BigDecimal.valueOf(i));
      BigDecimal threshold = middle.add(middle.multiply(distance));
      subscribe(conversation, symbol, threshold.setScale(DECIMALS, RoundingMode.HALF_UP));
    }
  }

  private static void subscribe(Conversation conversation, String symbol, BigDecimal threshold) {
    conversation.say(
        Map.of("symbol", symbol, "threshold", threshold.toPlainString(), "condition", "cross"));
  }

  private void notified(Conversation conversation, String subscription) {
    notifications++;
    if (notifications % ROUND == 0) {
      conversation.say(Map.of("type", "ping"));
      conversation.say(Map.of("type", "list"));
      conversation.say(Map.of("type", "unsubscribe", "subscription_id", subscription));
    }
  }
}
