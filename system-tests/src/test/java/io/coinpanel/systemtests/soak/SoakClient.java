package io.coinpanel.systemtests.soak;

import io.coinpanel.systemtests.soak.DeliveryChecker.Listed;
import io.coinpanel.systemtests.soak.DeliveryChecker.Row;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A client that behaves as chance has it, and holds the server to its promises. Its lock guards
 * everything: sockets bring messages, and a timer calls {@link #tick}.
 */
final class SoakClient {

  private static final Duration MAX_ANSWER = Duration.ofSeconds(40);

  // A socket may have gone without a word, as when its library misses the end: pings are due every
  // 2 s, and a frozen webserver is thawed long before.
  private static final Duration MAX_SILENCE = Duration.ofSeconds(45);
  private static final int MAX_SUBSCRIPTIONS = 5;

  /** Less than the commands that a client may send in a second. */
  private static final int LISTS = 40;

  private final HttpClient http;
  private final List<Integer> doors;
  private final Random random;
  private final InstantSource clock;
  private final EventCounts eventCounts;
  private final DeliveryChecker deliveryChecker;

  private @Nullable SoakSocket soakSocket;
  private @Nullable String token;
  private long connection = -1;

  /** The welcome of this socket, whose token counts if the one it had was never stored. */
  private JsonNode fresh = JsonNodeFactory.instance.objectNode();

  private boolean stored;

  /** When the client does the next thing, or gives up waiting for an answer. */
  private Instant next = Instant.EPOCH;

  private Instant receivedAt = Instant.EPOCH;

  private @Nullable String asked;
  private long unsubscribing;
  private boolean withLast;
  private int lists;

  /** The server does not know yet that what it has told is forgotten. */
  private boolean forgetful;

  private boolean settling;
  private boolean settled;
  private boolean gone;
  private int threshold = 1;

  SoakClient(
      String name,
      HttpClient http,
      List<Integer> doors,
      Random random,
      InstantSource clock,
      EventCounts eventCounts) {
    this.http = http;
    this.doors = doors;
    this.random = random;
    this.clock = clock;
    this.eventCounts = eventCounts;
    this.deliveryChecker = new DeliveryChecker(name);
  }

  /** Does the next thing if it is time for it. */
  synchronized void tick() {
    if (gone || clock.instant().isBefore(next)) {
      return;
    }
    SoakSocket now = soakSocket;
    if (now == null) {
      connect();
    } else if (asked != null) {
      eventCounts.count("unanswered");
      disconnect(now);
    } else if (now.isStalled()) {
      eventCounts.count("stalls");
      reconnect(now);
    } else if (clock.instant().isAfter(receivedAt.plus(MAX_SILENCE))) {
      eventCounts.count("silences");
      disconnect(now);
    } else if (settling) {
      settled = true;
    } else {
      act(now);
    }
  }

  /** From now on it stays, reads, and asks for nothing. */
  synchronized void settle() {
    settling = true;
  }

  private void wait(Duration longest) {
    next = clock.instant().plusMillis(1 + random.nextLong(longest.toMillis()));
  }

  private void expect(String answer) {
    asked = answer;
    next = clock.instant().plus(MAX_ANSWER);
  }

  private void connect() {
    int port = doors.get(random.nextInt(doors.size()));
    SoakSocket opened = new SoakSocket(this);
    soakSocket = opened;
    receivedAt = clock.instant();
    expect("welcome");
    var _ =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .buildAsync(URI.create("ws://localhost:" + port + "/ws"), opened)
            .whenComplete(
                (socket, failure) -> {
                  if (failure != null) {
                    lost(opened, "refused");
                  }
                });
  }

  private void act(SoakSocket now) {
    int dice = random.nextInt(100);
    wait(Duration.ofSeconds(5));
    if (dice < 35) {
      subscribe(now);
    } else if (dice < 50) {
      unsubscribe(now);
    } else if (dice < 62) {
      eventCounts.count("cuts");
      disconnect(now);
    } else if (dice < 68) {
      eventCounts.count("closes");
      now.close();
    } else if (dice < 76) {
      now.stall();
      wait(Duration.ofSeconds(20));
    } else if (dice < 82) {
      eventCounts.count("moves");
      // What is not listened to must not be read either, or pongs would say that it was heard.
      now.stall();
      soakSocket = null;
      connect();
    } else if (dice < 83) {
      eventCounts.count("leaves");
      disconnect(now);
      gone = true;
    }
  }

  private void subscribe(SoakSocket now) {
    if (deliveryChecker.tracked().size() < MAX_SUBSCRIPTIONS) {
      String symbol = RandomIngestion.SYMBOLS.get(random.nextInt(RandomIngestion.SYMBOLS.size()));
      String repeat = random.nextInt(8) == 0 ? "once" : "every";
      expect("subscribed");
      now.send(
          "{\"symbol\":\"%s\",\"threshold\":%d,\"repeat\":\"%s\"}"
              .formatted(symbol, threshold++, repeat));
    }
  }

  /** Asks for its subscriptions many times at once, if it waits for nothing else. */
  synchronized void list() {
    SoakSocket now = soakSocket;
    if (now != null && asked == null && !now.isStalled() && !settling) {
      eventCounts.add("lists", LISTS);
      lists = LISTS;
      expect("subscriptions");
      for (int i = 0; i < LISTS; i++) {
        now.send("{\"type\":\"list\"}");
      }
    }
  }

  private void listed(JsonNode message) {
    Set<Long> listed =
        message
            .get("subscriptions")
            .valueStream()
            .map(one -> number(one, "id"))
            .collect(Collectors.toSet());
    deliveryChecker.listed(listed);
    lists--;
    if (lists == 0) {
      answered("subscriptions");
    }
  }

  private void unsubscribe(SoakSocket now) {
    List<Long> held = deliveryChecker.tracked();
    if (!held.isEmpty()) {
      unsubscribing = held.get(random.nextInt(held.size()));
      deliveryChecker.unsubscribing(unsubscribing);
      expect("unsubscribed");
      now.send("{\"type\":\"unsubscribe\",\"subscription_id\":\"%d\"}".formatted(unsubscribing));
    }
  }

  private void reconnect(SoakSocket now) {
    if (random.nextBoolean() || settling) {
      wait(Duration.ofSeconds(3));
      receivedAt = clock.instant();
      now.resumeReading();
    } else {
      disconnect(now);
    }
  }

  private void disconnect(SoakSocket now) {
    now.abort();
    lost(now, "cut");
  }

  /** The socket is no more. */
  synchronized void lost(SoakSocket which, String why) {
    if (which.equals(soakSocket)) {
      deliveryChecker.record("gone: " + why);
      soakSocket = null;
      asked = null;
      settled = false;
      wait(Duration.ofSeconds(3));
    }
  }

  /** What a socket brings; what an old one still brings is not listened to. */
  synchronized void onMessage(SoakSocket from, JsonNode message) {
    if (!from.equals(soakSocket)) {
      return;
    }
    receivedAt = clock.instant();
    switch (message.get("type").asString()) {
      case "welcome" -> welcome(from, message);
      case "resumed" -> resumed(message);
      case "subscribed" -> {
        JsonNode subscription = message.get("subscription");
        deliveryChecker.subscribed(
            number(subscription, "id"), subscription.get("symbol").asString());
        stored = true;
        answered("subscribed");
      }
      case "subscriptions" -> listed(message);
      case "unsubscribed" -> unsubscribed(number(message, "subscription_id"));
      case "active" -> deliveryChecker.activated(number(message, "subscription_id"));
      case "notification" ->
          deliveryChecker.notified(
              number(message, "id"),
              number(message, "subscription_id"),
              message.get("symbol").asString(),
              message.get("trade_id").asLong());
      case "updated", "feed" -> {
        // What it says is in the notifications and lists as well.
      }
      case "error" -> refused(from, message.get("code").asString());
      default -> deliveryChecker.report("strange message " + message);
    }
  }

  /** The server has pinged. */
  synchronized void pinged(SoakSocket which) {
    if (which.equals(soakSocket)) {
      receivedAt = clock.instant();
    }
  }

  private static long number(JsonNode message, String field) {
    return Long.parseLong(message.get(field).asString());
  }

  /** It may come late, after an answer that it is not known. */
  private void unsubscribed(long id) {
    deliveryChecker.unsubscribed(id);
    if ("unsubscribed".equals(asked) && id == unsubscribing) {
      answered("unsubscribed");
    }
  }

  private void welcome(SoakSocket from, JsonNode message) {
    fresh = message;
    if (token == null) {
      begin();
      answered("welcome");
    } else {
      withLast = forgetful || (deliveryChecker.processed() > 0 && random.nextInt(10) < 7);
      expect("resumed");
      forget();
      String last =
          withLast ? ",\"last_notification_id\":\"" + deliveryChecker.processed() + "\"" : "";
      from.send("{\"type\":\"resume\",\"token\":\"" + token + "\"" + last + "}");
    }
  }

  private void begin() {
    token = fresh.get("resume_token").asString();
    connection = number(fresh, "connection_id");
  }

  /** Now and then a client was killed itself, and has stored less than it was told. */
  private void forget() {
    long last = deliveryChecker.any(random);
    if (withLast && last > 0 && random.nextInt(10) == 0) {
      eventCounts.count("forgets");
      forgetful = true;
      deliveryChecker.forgetAfter(last);
    }
  }

  private void resumed(JsonNode message) {
    eventCounts.count(withLast ? "resumed with id" : "resumed without id");
    if (number(message, "connection_id") != connection) {
      deliveryChecker.report("resumed as somebody else");
    }
    stored = true;
    List<Listed> list =
        message
            .get("subscriptions")
            .valueStream()
            .map(
                one ->
                    new Listed(
                        number(one, "id"),
                        one.get("symbol").asString(),
                        !one.get("status").asString().equals("pending")))
            .toList();
    forgetful = false;
    deliveryChecker.resumed(list, message.get("recovered").asBoolean(), withLast);
    answered("resumed");
  }

  private void answered(String answer) {
    if (!answer.equals(asked)) {
      deliveryChecker.report(answer + " came, but the answer is to be " + asked);
    }
    asked = null;
    wait(Duration.ofSeconds(5));
  }

  private void refused(SoakSocket from, String code) {
    eventCounts.count("refused as " + code);
    if (code.equals("unknown_subscription")) {
      deliveryChecker.notFound(unsubscribing);
    } else if (code.equals("invalid_token") && !stored) {
      begin();
      answered("resumed");
      return;
    } else if (!code.equals("unavailable")) {
      deliveryChecker.report("refused as " + code);
    }
    if ("welcome".equals(asked) || "resumed".equals(asked)) {
      disconnect(from);
    } else if (!"subscriptions".equals(asked) || --lists == 0) {
      // Of many lists each is answered.
      asked = null;
      wait(Duration.ofSeconds(5));
    }
  }

  /** The server has closed the socket. */
  void closed(SoakSocket which, int code) {
    eventCounts.count("closed with " + code);
    lost(which, "closed with " + code);
  }

  /** It will not come back. */
  synchronized boolean isGone() {
    return gone;
  }

  synchronized long connection() {
    return connection;
  }

  synchronized boolean hasReceivedAll(List<Row> rows) {
    return gone || (settled && deliveryChecker.hasAll(rows));
  }

  /** Holds what came against the table, and returns what broke a promise. */
  synchronized List<String> violations(List<Row> rows) {
    deliveryChecker.compare(rows, !gone);
    eventCounts.add("received", deliveryChecker.received());
    eventCounts.add("repeated after a resume without id", deliveryChecker.repeated());
    return List.copyOf(deliveryChecker.violations());
  }
}
