package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Candles of the simulated exchange. */
class CandlesOverHttpTest {

  private static final String PATH = "/api/v1/candles?symbol=BTCUSDT&interval=1d";

  private static Simulator exchange;
  private static TestWebserver webserver;
  private static TestWebserver alone;

  @BeforeAll
  static void start() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented());
    exchange.publish("BTCUSDT", "65000");
    exchange.publish("BTCUSDT", "65010.5");
    exchange.publish("BTCUSDT", "64990");
    webserver = TestWebserver.alone("--coinpanel.webserver.rest-uri=" + exchange.restUri());
    alone = TestWebserver.alone("--coinpanel.webserver.rest-uri=http://localhost:9");
  }

  @AfterAll
  static void stop() {
    alone.close();
    webserver.close();
    exchange.close();
  }

  @Test
  void showsThemToAnybody() {
    HttpCaller.Answer answer = HttpCaller.local(webserver.port()).get(PATH + "&limit=1");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode candle = answer.json().path("candles").get(0);
    assertThat(candle.propertyNames())
        .containsExactlyInAnyOrder("open_time", "open", "high", "low", "close");
    assertThat(candle.path("high").asString()).isEqualTo("65010.5");
    assertThat(candle.path("low").asString()).isEqualTo("64990");
    assertThat(candle.path("close").asString()).isEqualTo("64990");
    assertThat(candle.path("open_time").asString()).matches("[0-9-]{10}T00:00:00Z");
  }

  @Test
  void areNoneWhileTheExchangeIsAway() {
    // The limit of the address may be used up.
    Eventually.passes(
        () ->
            assertThat(HttpCaller.local(alone.port()).get(PATH).body())
                .isEqualTo("{\"candles\":[]}"));
  }

  @Test
  void waitForTheListOfSymbols() {
    try (TestDatabase database = TestDatabase.migrated();
        TestWebserver unlisted = TestWebserver.start(database)) {
      HttpCaller.Answer answer = HttpCaller.local(unlisted.port()).get(PATH);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text("code")).isEqualTo("unavailable");
    }
  }

  @Test
  void needWhatExists() {
    HttpCaller anybody = HttpCaller.local(webserver.port());
    assertThat(anybody.get("/api/v1/candles?symbol=nosuch&interval=1m").text("code"))
        .isEqualTo("invalid_symbol");
    for (String wrong :
        new String[] {
          "symbol=btcusdt&interval=7m", "symbol=btcusdt&interval=1m&limit=0", "symbol=btcusdt"
        }) {
      HttpCaller.Answer answer = anybody.get("/api/v1/candles?" + wrong);
      assertThat(answer.status()).as(wrong).isEqualTo(400);
      assertThat(answer.text("code")).isEqualTo("invalid_message");
      assertThat(answer.text("field")).isIn("interval", "limit");
    }
  }

  @Test
  void areLimitedForEachAddress() {
    HttpCaller anybody = HttpCaller.local(alone.port());
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .map(_ -> anybody.get("/api/v1/candles?symbol=x&interval=1m").status()))
        .contains(429);
  }
}
