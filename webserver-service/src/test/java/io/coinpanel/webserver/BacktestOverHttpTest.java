package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Backtests over the history of the simulated exchange. */
class BacktestOverHttpTest {

  private static final String PATH = "/api/v1/backtest";
  private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");

  /** When a level is crossed every second. */
  private static final int BUSY = 3_600;

  /** When there is a trade every millisecond. */
  private static final int BUSIEST = 7_200;

  private static Simulator exchange;
  private static TestWebserver webserver;
  private static TestWebserver alone;

  @BeforeAll
  static void start() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented());
    trade(0, "64999");
    trade(1, "65001");
    trade(2, "64000");
    trade(3, "65000.5");
    for (int i = 0; i < 1_200; i++) {
      trade(BUSY + i, i % 2 == 0 ? "1999" : "2001");
    }
    long begin = at(BUSIEST).toEpochMilli();
    for (int i = 0; i < 52_000; i++) {
      exchange.publishAt(begin + i, "BTCUSDT", Integer.toString(600 + i % 2), false);
    }
    webserver = TestWebserver.alone("--coinpanel.webserver.rest-uri=" + exchange.restUri());
    alone = TestWebserver.alone("--coinpanel.webserver.rest-uri=http://localhost:9");
  }

  @AfterAll
  static void stop() {
    alone.close();
    webserver.close();
    exchange.close();
  }

  private static void trade(int second, String price) {
    exchange.publishAt(at(second).toEpochMilli(), "BTCUSDT", price, false);
  }

  private static Instant at(long second) {
    return BEGIN.plusSeconds(second);
  }

  private static String body(String symbol, String terms, Instant start, Instant end) {
    return "{\"symbol\":\"%s\",%s,\"start\":\"%s\",\"end\":\"%s\"}"
        .formatted(symbol, terms, start, end);
  }

  private static HttpCaller.Answer post(String body) {
    return TestAccount.create(webserver).at(webserver).post(PATH, body);
  }

  @Test
  void saysWhatWouldHaveFired() {
    HttpCaller.Answer answer = post(body("BTCUSDT", "\"threshold\":65000", at(0), at(60)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode found = answer.json();
    assertThat(found.path("trades").asInt()).isEqualTo(4);
    assertThat(found.path("missing_trades").asInt()).isZero();
    assertThat(found.path("truncated").asBoolean()).isFalse();
    assertThat(found.path("start").asString()).isEqualTo(at(0).toString());
    assertThat(found.path("end").asString()).isEqualTo(at(60).toString());
    JsonNode notifications = found.path("notifications");
    assertThat(notifications.size()).isEqualTo(2);
    JsonNode second = notifications.get(1);
    assertThat(second.propertyNames())
        .containsExactly(
            "type",
            "symbol",
            "condition",
            "threshold",
            "price",
            "previous_price",
            "trade_id",
            "trade_time",
            "revision",
            "direction",
            "level",
            "source",
            "message");
    assertThat(second.path("message").asString()).isEqualTo("BTCUSDT rose above 65000: 65000.5");
    assertThat(second.path("trade_time").asString()).isEqualTo(at(3).toString());
  }

  @Test
  void takesEveryCondition() {
    HttpCaller.Answer answer =
        post(body("btcusdt", "\"condition\":\"fall\",\"percent\":\"1.5\"", at(0), at(60)));
    assertThat(answer.json().path("notifications").get(0).path("message").asString())
        .isEqualTo("BTCUSDT fell 1.5 % from 65001: 64000");
  }

  @Test
  void judgesOnlyTradesOfTheTime() {
    HttpCaller.Answer answer = post(body("btcusdt", "\"threshold\":65000", at(1), at(3)));
    assertThat(answer.json().path("trades").asInt()).isEqualTo(2);
    assertThat(answer.json().path("notifications").isEmpty()).isTrue();
  }

  @Test
  void endsWithTheThousandthNotification() {
    String terms = "\"condition\":\"cross\",\"threshold\":\"2000\"";
    JsonNode found = post(body("btcusdt", terms, at(BUSY), at(BUSIEST))).json();
    assertThat(found.path("notifications").size()).isEqualTo(1_000);
    assertThat(found.path("trades").asInt()).isEqualTo(1_001);
    assertThat(found.path("truncated").asBoolean()).isTrue();
    assertThat(found.path("end").asString()).isEqualTo(at(BUSY + 1_000).toString());
  }

  @Test
  void saysHowFarTheExchangesLimitsLetItCome() {
    TestWebserver own = TestWebserver.alone("--coinpanel.webserver.rest-uri=" + exchange.restUri());
    try (own) {
      HttpCaller account = TestAccount.create(own).at(own);
      String body = body("btcusdt", "\"threshold\":1000", at(BUSIEST), at(BUSIEST + 120));
      JsonNode found = account.post(PATH, body).json();
      assertThat(found.path("truncated").asBoolean()).isTrue();
      assertThat(found.path("trades").asInt()).isEqualTo(50_000);
      assertThat(found.path("end").asString()).isEqualTo(at(BUSIEST).plusMillis(49_999).toString());
      HttpCaller.Answer refused = account.post(PATH, body);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("unavailable");
      assertThat(refused.header("Retry-After")).isEqualTo("60");
    }
  }

  @Test
  void saysThatTheExchangeIsAway() {
    HttpCaller.Answer answer =
        TestAccount.create(alone)
            .at(alone)
            .post(PATH, body("btcusdt", "\"threshold\":65000", at(0), at(60)));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("detail")).isEqualTo("no trades can be fetched from the exchange now");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60|0|end|end must be after start",
        "5|5|end|end must be after start",
        "0|100000000000|end|end is in the future",
        "-3000000|0|end|end must be at most 31 days after start",
        "-100000000000|-99999999999|start|start is before there were trades"
      })
  void rejectsTimesThatCannotBe(long start, long end, String field, String detail) {
    HttpCaller.Answer answer = post(body("btcusdt", "\"threshold\":65000", at(start), at(end)));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"symbol\":\"nosuch\",\"threshold\":1,\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-02T00:00:00Z\"}"
            + "|invalid_symbol|symbol",
        "{\"symbol\":\"btcusdt\",\"start\":\"2026-01-01T00:00:00Z\",\"end\":\"2026-01-02T00:00:00Z\"}"
            + "|invalid_threshold|threshold",
        "{\"symbol\":\"btcusdt\",\"threshold\":1,\"end\":\"2026-01-02T00:00:00Z\"}"
            + "|invalid_message|start",
        "{\"symbol\":\"btcusdt\",\"threshold\":1,\"start\":\"yesterday\",\"end\":\"2026-01-02T00:00:00Z\"}"
            + "|invalid_message|start",
        "{\"symbol\":\"btcusdt\",\"threshold\":1,\"name\":\"x\"}|invalid_message|name"
      })
  void namesTheFieldThatIsWrong(String body, String code, String field) {
    HttpCaller.Answer answer = post(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.text("code")).isEqualTo(code);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  @Test
  void needsAnAccount() {
    HttpCaller anybody = HttpCaller.local(webserver.port()).with("X-Forwarded-For", "192.0.2.1");
    assertThat(anybody.post(PATH, "{}").status()).isEqualTo(401);
    HttpCaller other = TestAccount.create(webserver, "destinations").at(webserver);
    assertThat(other.post(PATH, "{}").status()).isEqualTo(403);
  }

  @Test
  void isForTheMachineItselfInOpenAccess() {
    HttpCaller.Answer answer =
        HttpCaller.local(webserver.port())
            .post(PATH, body("btcusdt", "\"threshold\":65000", at(0), at(60)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }
}
