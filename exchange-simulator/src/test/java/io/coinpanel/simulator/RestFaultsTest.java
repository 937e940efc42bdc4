package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.rest.RestFault;
import io.coinpanel.simulator.rest.RowCorruption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RestFaultsTest {

  private static final String AGGREGATES = "/api/v3/aggTrades?symbol=BTCUSDT";

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  private RestClient rest;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented().clock(clock).symbols(10));
    rest = new RestClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private void spoilOnce(RestFault fault) {
    simulator.injectFaults(to -> to.failRest(fault, "", 1));
  }

  @Test
  void historyThatLagsHasOnlyOlderTrades() throws IOException {
    long old = simulator.publish("BTCUSDT", "1");
    clock.advance(Duration.ofSeconds(3));
    simulator.publish("BTCUSDT", "2");
    simulator.injectFaults(to -> to.delayHistory(Duration.ofSeconds(2)));
    for (String query : new String[] {"", "&startTime=0", "&fromId=0"}) {
      JsonNode rows = rest.json(AGGREGATES + query);
      assertThat(rows.size()).as(query).isEqualTo(1);
      assertThat(rows.get(0).path("f").longValue()).isEqualTo(old);
    }
    assertThat(rest.json("/api/v3/trades?symbol=BTCUSDT").size()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(3));
    assertThat(rest.json(AGGREGATES).size()).isEqualTo(2);
  }

  @Test
  void anAnswerCanBeReplacedOrChanged() throws IOException {
    simulator.publish("BTCUSDT", "1");
    spoilOnce(new RestFault.Body("{}"));
    assertThat(rest.get(AGGREGATES).body()).isEqualTo("{}");
    spoilOnce(new RestFault.CorruptRow(RowCorruption.NULL, "p"));
    assertThat(rest.json(AGGREGATES).get(0).path("p").isNull()).isTrue();
    spoilOnce(new RestFault.CorruptRow(RowCorruption.MISSING, "symbol"));
    JsonNode symbols = rest.json("/api/v3/exchangeInfo").path("symbols");
    assertThat(symbols.get(0).has("symbol")).isFalse();
    assertThat(symbols.get(1).has("symbol")).isTrue();
    spoilOnce(new RestFault.CorruptRow(RowCorruption.DUPLICATE, ""));
    assertThat(rest.json("/api/v3/exchangeInfo").path("symbols").size()).isEqualTo(11);
    assertThat(rest.json(AGGREGATES).get(0).path("p").asString()).isEqualTo("1.00000000");
  }

  @Test
  void answersCanBeCompressedUnasked() throws IOException {
    spoilOnce(new RestFault.Gzip());
    URI ping = URI.create(simulator.restUri() + "/api/v3/ping");
    try (var packed = new ByteArrayInputStream(ping.toURL().openStream().readAllBytes())) {
      assertThat(new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("{}");
    }
  }

  @Test
  void aBanEndsAtItsTime() throws IOException {
    simulator.injectFaults(to -> to.banRest(Duration.ofHours(2)));
    var refused = rest.get("/api/v3/ping");
    assertThat(refused.statusCode()).isEqualTo(418);
    assertThat(refused.headers().firstValue("Retry-After")).contains("7200");
    clock.advance(Duration.ofHours(2));
    assertThat(rest.get("/api/v3/ping").statusCode()).isEqualTo(200);
  }

  @Test
  void aTradeThatIsOlderThanTheOneBeforeItIsOnlyFoundFromItsTime() throws IOException {
    long now = clock.millis();
    simulator.publishAt(now, "BTCUSDT", "1", false);
    long older = simulator.publishAt(now - 3, "BTCUSDT", "2", false);
    JsonNode late = rest.json(AGGREGATES + "&startTime=" + now);
    assertThat(late.size()).isEqualTo(1);
    JsonNode all = rest.json(AGGREGATES + "&startTime=" + (now - 3));
    assertThat(all.get(1).path("f").longValue()).isEqualTo(older);
  }

  @Test
  void idsCanStayUnusedWhileAggregatesStayConsecutive() throws IOException {
    long first = simulator.publish("BTCUSDT", "1");
    simulator.injectFaults(to -> to.skipIds("btcusdt", 2));
    assertThat(simulator.publish("BTCUSDT", "1")).isEqualTo(first + 3);
    assertThat(simulator.publish("BTCUSDT", "2")).isEqualTo(first + 4);
    JsonNode rows = rest.json(AGGREGATES);
    long aggregate = rows.get(0).path("a").longValue();
    assertThat(rows.get(1).path("a").longValue()).isEqualTo(aggregate + 1);
  }

  @Test
  void symbolsOfAnyScriptHaveHistory() throws IOException {
    simulator.list("币安人生usdt", "1", 0);
    simulator.publish("币安人生usdt", "1");
    String symbol = URLEncoder.encode("币安人生USDT", StandardCharsets.UTF_8);
    assertThat(rest.json("/api/v3/aggTrades?symbol=" + symbol).get(0).path("f").longValue())
        .isZero();
  }
}
