package io.coinpanel.systemtests.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.systemtests.TestSystem;
import io.coinpanel.testkit.Eventually;
import io.coinpanel.testkit.conditions.ConditionFields;
import io.coinpanel.testkit.conditions.RandomTerms;
import io.coinpanel.testkit.conditions.Terms;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a backtest says is what the alert notified when it was live, field by field. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BacktestEqualsLiveTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String KEY = "cp_Backtest_" + "0123456789abcdef".repeat(2);
  private static final String SYMBOL = "btcusdt";
  private static final int SUBSCRIPTIONS = 40;
  private static final int TRADES = 400;
  private static final long TICK = 5_000_000_000L;
  private static final long FIRST_PRICE = 65_000 * 100_000_000L;

  /** What only a stored notification has. */
  private static final Set<String> STORED = Set.of("id", "subscription_id", "created_at");

  private final SplittableRandom random = new SplittableRandom(20260809);
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void forEveryCondition(@TempDir Path files) throws Exception {
    Path key = Files.writeString(files.resolve("key"), KEY);
    try (http;
        TestSystem panel =
            TestSystem.start(
                "--coinpanel.webserver.admin-key-file=" + key,
                "--coinpanel.webserver.max-commands-per-second=100000")) {
      Instant start = Instant.now().minus(Duration.ofMinutes(30));
      Map<Long, Map<String, Object>> live = subscribe(panel);
      Instant end = walk(panel, start);
      Map<Long, List<JsonNode>> notified = notified(panel);
      assertThat(notified.values().stream().mapToInt(List::size).sum()).isGreaterThan(TRADES);
      for (var one : live.entrySet()) {
        assertThat(backtest(panel, one.getValue(), start, end))
            .as(one.getValue().toString())
            .isEqualTo(notified.getOrDefault(one.getKey(), List.of()));
      }
    }
  }

  private Map<Long, Map<String, Object>> subscribe(TestSystem panel) throws Exception {
    RandomTerms terms = new RandomTerms(random, TICK);
    Map<Long, Map<String, Object>> live = new HashMap<>();
    while (live.size() < SUBSCRIPTIONS) {
      Map<String, Object> fields = fields(terms.next(FIRST_PRICE, 0));
      live.put(post(panel, "/subscriptions", fields).path("id").asLong(), fields);
    }
    Eventually.until(() -> activations(panel) == SUBSCRIPTIONS);
    return live;
  }

  private static Map<String, Object> fields(Terms terms) {
    Map<String, Object> fields = new LinkedHashMap<>(ConditionFields.of(terms.condition()));
    fields.put("symbol", SYMBOL);
    fields.put("repeat", terms.repeat().name().toLowerCase(Locale.ROOT));
    fields.put("cooldown_seconds", terms.cooldownSeconds());
    return fields;
  }

  private static long activations(TestSystem panel) throws Exception {
    return count(panel, "select count(*) from activation");
  }

  private static long count(TestSystem panel, String sql) throws Exception {
    try (var connection = panel.database().dataSource().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Trades up to now, and the time after the last one. */
  private Instant walk(TestSystem panel, Instant start) throws Exception {
    long time = start.toEpochMilli();
    long price = FIRST_PRICE;
    long last = trade(panel, time, price);
    for (int i = 0; i < TRADES; i++) {
      time += random.nextInt(4) == 0 ? 0 : random.nextInt(8_000);
      price += (random.nextInt(9) - 4) * TICK;
      last = trade(panel, Math.min(time, System.currentTimeMillis()), price);
    }
    long stored = last;
    Eventually.until(
        () -> count(panel, "select count(*) from last_trade where trade_id = " + stored) == 1);
    return Instant.now();
  }

  private static long trade(TestSystem panel, long time, long price) {
    return panel
        .exchange()
        .publishAt(time, SYMBOL, BigDecimal.valueOf(price, 8).toPlainString(), false);
  }

  /** By subscription, in order. */
  private Map<Long, List<JsonNode>> notified(TestSystem panel) throws Exception {
    Map<Long, List<JsonNode>> notified = new HashMap<>();
    String next = "";
    while (next != null) {
      JsonNode page = get(panel, "/notifications?limit=1000" + next);
      for (JsonNode notification : page.path("notifications")) {
        notified
            .computeIfAbsent(notification.path("subscription_id").asLong(), _ -> new ArrayList<>())
            .add(((ObjectNode) notification).without(STORED));
      }
      next = page.path("next").isNull() ? null : "&after=" + page.path("next").asString();
    }
    return notified;
  }

  private List<JsonNode> backtest(
      TestSystem panel, Map<String, Object> fields, Instant start, Instant end) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>(fields);
    body.put("start", start.toString());
    body.put("end", end.toString());
    JsonNode answer = post(panel, "/backtest", body);
    assertThat(answer.path("truncated").asBoolean()).isFalse();
    assertThat(answer.path("missing_trades").asInt()).isZero();
    List<JsonNode> notifications = new ArrayList<>();
    answer.path("notifications").forEach(notifications::add);
    return notifications;
  }

  private JsonNode get(TestSystem panel, String path) throws Exception {
    return answer(request(panel, path).GET().build());
  }

  private JsonNode post(TestSystem panel, String path, Map<String, Object> body) throws Exception {
    return answer(
        request(panel, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private static HttpRequest.Builder request(TestSystem panel, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + panel.port() + "/api/v1" + path))
        .header("Authorization", "Bearer " + KEY);
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
    return JSON.readTree(response.body());
  }
}
