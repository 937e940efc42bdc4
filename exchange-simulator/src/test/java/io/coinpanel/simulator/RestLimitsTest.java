package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.simulator.limits.Limit;
import io.coinpanel.simulator.limits.RestLimits;
import io.coinpanel.simulator.limits.Violation;
import io.coinpanel.simulator.rest.RestFault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestLimitsTest {

  private static final String TRADES = "/api/v3/historicalTrades?symbol=BTCUSDT";

  // At the beginning of a minute.
  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  private RestClient rest;

  @BeforeEach
  void start() throws IOException {
    RestLimits rules = RestLimits.documented().refusalsBeforeBan(2);
    simulator =
        Simulator.start(SimulatorSettings.documented().clock(clock).symbols(10).restRules(rules));
    rest = new RestClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private static String weight(HttpResponse<String> response) {
    return response.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElse("none");
  }

  private static long retryAfter(HttpResponse<String> response) {
    return response.headers().firstValueAsLong("Retry-After").orElse(-1);
  }

  @Test
  void countsTheDocumentedWeights() throws IOException {
    assertThat(weight(rest.get("/api/v3/exchangeInfo"))).isEqualTo("20");
    assertThat(weight(rest.get("/api/v3/aggTrades?symbol=BTCUSDT"))).isEqualTo("24");
    assertThat(weight(rest.get(TRADES))).isEqualTo("49");
    assertThat(weight(rest.get("/api/v3/trades?symbol=BTCUSDT"))).isEqualTo("74");
    assertThat(weight(rest.get("/api/v3/ticker/price?symbol=BTCUSDT"))).isEqualTo("76");
    assertThat(weight(rest.get("/api/v3/ticker/price"))).isEqualTo("80");
    assertThat(simulator.weightUsed()).isEqualTo(80);
    clock.advance(Duration.ofMinutes(1));
    assertThat(weight(rest.get("/api/v3/ping"))).isEqualTo("1");
  }

  @Test
  void refusesWith429UntilTheMinuteIsOver() throws IOException {
    exhaust();
    clock.advance(Duration.ofSeconds(13));
    HttpResponse<String> refused = rest.get(TRADES);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(retryAfter(refused)).isEqualTo(47);
    assertThat(refused.body()).contains("\"code\":-1003");
    assertThat(simulator.violations()).extracting(Violation::limit).containsExactly(Limit.WEIGHT);
    clock.advance(Duration.ofSeconds(47));
    assertThat(rest.get(TRADES).statusCode()).isEqualTo(200);
  }

  private void exhaust() throws IOException {
    for (int i = 0; i < 240; i++) {
      assertThat(rest.get(TRADES).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void doublesTheBanOfRepeatOffenders() throws IOException {
    for (long seconds : new long[] {120, 240}) {
      exhaust();
      assertThat(rest.get(TRADES).statusCode()).isEqualTo(429);
      assertThat(rest.get(TRADES).statusCode()).isEqualTo(429);
      HttpResponse<String> banned = rest.get(TRADES);
      assertThat(banned.statusCode()).isEqualTo(418);
      assertThat(retryAfter(banned)).isEqualTo(seconds);
      clock.advance(Duration.ofSeconds(seconds - 1));
      assertThat(rest.get("/api/v3/ping").statusCode()).isEqualTo(418);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(rest.get("/api/v3/ping").statusCode()).isEqualTo(200);
  }

  @Test
  void answersAnyStatusOnCommandForSoManyRequests() throws IOException {
    RestFault banned = new RestFault.Status(418, OptionalInt.of(7));
    simulator.injectFaults(to -> to.failRest(banned, "historicalTrades", 1));
    assertThat(rest.get("/api/v3/ping").statusCode()).isEqualTo(200);
    assertThat(retryAfter(rest.get(TRADES))).isEqualTo(7);
    assertThat(rest.get(TRADES).statusCode()).isEqualTo(200);
  }

  @Test
  void resetsOrNeverRespondsOnCommand() {
    simulator.injectFaults(to -> to.failRest(new RestFault.Reset(), "", 10));
    assertThatThrownBy(() -> rest.get("/api/v3/ping")).isInstanceOf(IOException.class);
    simulator.injectFaults(to -> to.failRest(new RestFault.NoResponse(), "", 10));
    RestClient hasty = new RestClient(simulator, Duration.ofMillis(100));
    assertThatThrownBy(() -> hasty.get("/api/v3/ping")).isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void answersLateOnCommand() throws IOException {
    RestFault late = new RestFault.Delay(Duration.ofMillis(150));
    simulator.injectFaults(to -> to.failRest(late, "", 1));
    long start = System.nanoTime();
    assertThat(rest.get("/api/v3/ping").statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
  }
}
