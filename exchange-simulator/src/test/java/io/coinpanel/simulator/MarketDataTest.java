package io.coinpanel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.simulator.market.DecimalUnits;
import io.coinpanel.simulator.market.SymbolStatus;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MarketDataTest {

  private final ManualClock clock = new ManualClock();
  private Simulator simulator;
  private RestClient rest;

  @BeforeEach
  void start() throws IOException {
    simulator = Simulator.start(SimulatorSettings.documented().clock(clock));
    rest = new RestClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void lists2000DifferentSymbolsOfWhichAFewAreNotTraded() throws IOException {
    JsonNode symbols = rest.json("/api/v3/exchangeInfo").path("symbols");
    Set<String> names = new HashSet<>();
    int halted = 0;
    for (JsonNode symbol : symbols) {
      names.add(symbol.path("symbol").asString());
      halted += symbol.path("status").asString().equals("TRADING") ? 0 : 1;
    }
    assertThat(names).hasSize(2000).contains("ETHUSDT", "ETHBTC").allMatch(n -> n.length() <= 20);
    assertThat(halted).isBetween(5, 50);
    JsonNode first = symbols.get(0);
    assertThat(first.path("symbol").asString()).isEqualTo("BTCUSDT");
    assertThat(first.path("baseAsset").asString()).isEqualTo("BTC");
    assertThat(first.path("quoteAsset").asString()).isEqualTo("USDT");
    assertThat(first.path("filters").get(0).path("tickSize").asString()).isEqualTo("0.01000000");
  }

  @Test
  void listsOnlyWhatTradesWhenAsked() throws IOException {
    String trading = "/api/v3/exchangeInfo?symbolStatus=TRADING&showPermissionSets=false";
    int before = rest.json(trading).path("symbols").size();
    simulator.status("ethusdt", SymbolStatus.HALT);
    JsonNode after = rest.json(trading).path("symbols");
    assertThat(after.size()).isEqualTo(before - 1);
    assertThat(after.get(1).path("symbol").asString()).isNotEqualTo("ETHUSDT");
    assertThat(after.get(0).has("permissionSets")).isFalse();
  }

  @Test
  void returnsTheLatestPriceOfOneOrAll() throws IOException {
    simulator.publish("ETHUSDT", "3210.5");
    assertThat(rest.json("/api/v3/ticker/price?symbol=ETHUSDT").toString())
        .isEqualTo("{\"symbol\":\"ETHUSDT\",\"price\":\"3210.50000000\"}");
    assertThat(rest.json("/api/v3/ticker/price").size()).isEqualTo(2000);
    assertThat(rest.json("/api/v3/ticker/price?symbols=%5B%22BTCUSDT%22%5D").size()).isEqualTo(1);
  }

  @Test
  void givesHistoricalTradesFromAnId() throws IOException {
    long first = simulator.publish("BTCUSDT", "65000.5", "0.5", true);
    simulator.publish("BTCUSDT", "65001", "2", false);
    simulator.publish("BTCUSDT", "65002", "2", false);
    JsonNode rows =
        rest.json("/api/v3/historicalTrades?limit=1&symbol=BTCUSDT&fromId=" + (first + 1));
    assertThat(rows.toString())
        .isEqualTo(
            "[{\"id\":"
                + (first + 1)
                + ",\"price\":\"65001.00000000\",\"qty\":\"2.00000000\","
                + "\"quoteQty\":\"130002.00000000\",\"time\":"
                + clock.millis()
                + ",\"isBuyerMaker\":false,\"isBestMatch\":true}]");
    assertThat(rest.json("/api/v3/trades?symbol=BTCUSDT&limit=2").get(0).path("id").longValue())
        .isEqualTo(first + 1);
  }

  @Test
  void aggregatesTradesOfOneOrderAndPriceAndKeepsPathAndContinuity() throws IOException {
    walk("BTCUSDT", 20_000);
    JsonNode trades = rest.json("/api/v3/trades?symbol=BTCUSDT&limit=1000");
    long from = trades.get(0).path("time").longValue();
    long oldest = trades.get(0).path("id").longValue();
    long expected = -1;
    int merged = 0;
    for (JsonNode row : aggregatesSince("BTCUSDT", from)) {
      long f = row.path("f").longValue();
      assertThat(expected == -1 || f == expected).as("continuity at " + f).isTrue();
      expected = row.path("l").longValue() + 1;
      merged += expected - f > 1 ? 1 : 0;
      long quantity = 0;
      for (long id = Math.max(f, oldest); id < expected; id++) {
        JsonNode trade = trades.get((int) (id - oldest));
        assertThat(trade.path("id").longValue()).isEqualTo(id);
        assertThat(trade.path("price")).isEqualTo(row.path("p"));
        assertThat(trade.path("time")).isEqualTo(row.path("T"));
        assertThat(trade.path("isBuyerMaker")).isEqualTo(row.path("m"));
        quantity += DecimalUnits.parse(trade.path("qty").asString());
      }
      if (f >= oldest) {
        assertThat(DecimalUnits.toString(quantity)).isEqualTo(row.path("q").asString());
      }
    }
    assertThat(expected).isEqualTo(oldest + 1000);
    assertThat(merged).isGreaterThan(50);
  }

  private void walk(String symbol, int trades) {
    simulator.walk(200_000, symbol);
    Eventually.until(
        "walked",
        () -> {
          clock.advance(Duration.ofMillis(1));
          return simulator.trades() >= trades;
        });
    simulator.walk(0);
  }

  /** By time first, then by aggregate id, in small pages as a gap is filled. */
  private List<JsonNode> aggregatesSince(String symbol, long from) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String path = "/api/v3/aggTrades?limit=300&symbol=" + symbol;
    JsonNode page = rest.json(path + "&startTime=" + from + "&endTime=" + clock.millis());
    while (page.size() > 0) {
      page.forEach(all::add);
      page = rest.json(path + "&fromId=" + (all.getLast().path("a").longValue() + 1));
    }
    return all;
  }

  @Test
  void neverExtendsAPublishedAggregate() throws IOException {
    long first = simulator.publish("BTCUSDT", "1");
    simulator.publish("BTCUSDT", "1");
    JsonNode shown = rest.json("/api/v3/aggTrades?symbol=BTCUSDT");
    assertThat(shown.size()).isEqualTo(1);
    assertThat(shown.get(0).path("l").longValue()).isEqualTo(first + 1);
    simulator.publish("BTCUSDT", "1");
    long next = shown.get(0).path("a").longValue() + 1;
    JsonNode later = rest.json("/api/v3/aggTrades?symbol=BTCUSDT&fromId=" + next);
    assertThat(later.get(0).path("f").longValue()).isEqualTo(first + 2);
  }

  @Test
  void givesTheNewestAggregatesWhenAskedForNothingElse() throws IOException {
    for (int price = 1; price <= 5; price++) {
      simulator.publish("BTCUSDT", String.valueOf(price));
    }
    JsonNode rows = rest.json("/api/v3/aggTrades?symbol=BTCUSDT&limit=2");
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(1).path("p").asString()).isEqualTo("5.00000000");
    long later = clock.millis() + 1;
    assertThat(rest.json("/api/v3/aggTrades?symbol=BTCUSDT&startTime=" + later).size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "symbol=NOSUCH|-1121|Invalid symbol.",
        "symbol=btcusdt|-1100|Illegal characters found in parameter 'symbol'; legal range is"
            + " '^[A-Z0-9-_.]{1,20}$'.",
        "limit=5|-1102|Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
        "symbol=BTCUSDT&limit=x|-1100|Illegal characters found in parameter 'limit'; legal range is"
            + " '^[0-9]{1,20}$'.",
        "symbol=BTCUSDT&fromId=1&startTime=1|-1128|Combination of optional parameters invalid.",
      },
      quoteCharacter = '"')
  void rejectsWithTheExchangesMessages(String query, int code, String message) throws IOException {
    var response = rest.get("/api/v3/aggTrades?" + query);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"code\":" + code + ",\"msg\":\"" + message + "\"}");
  }

  @Test
  void answersPingAndTimeAndNotFound() throws IOException {
    assertThat(rest.json("/api/v3/ping").toString()).isEqualTo("{}");
    assertThat(rest.json("/api/v3/time").path("serverTime").longValue()).isEqualTo(clock.millis());
    assertThat(rest.get("/api/v3/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void givesCandlesOfWhichThoseWithoutTradesAreFlat() throws IOException {
    simulator.publish("BTCUSDT", "65000", "1", true);
    simulator.publish("BTCUSDT", "65010", "2", false);
    simulator.publish("BTCUSDT", "64990", "1", true);
    clock.advance(Duration.ofMinutes(2));
    simulator.publish("BTCUSDT", "65020", "1", false);
    JsonNode rows = rest.json("/api/v3/klines?symbol=BTCUSDT&interval=1m");
    assertThat(rows.size()).isEqualTo(3);
    assertThat(rows.get(0).size()).isEqualTo(12);
    assertThat(prices(rows.get(0))).containsExactly("65000", "65010", "64990", "64990");
    assertThat(prices(rows.get(1))).containsExactly("64990", "64990", "64990", "64990");
    assertThat(prices(rows.get(2))).containsExactly("65020", "65020", "65020", "65020");
    assertThat(rows.get(0).path(5).asString()).isEqualTo("4.00000000");
    assertThat(rows.get(0).path(9).asString()).isEqualTo("2.00000000");
    assertThat(rows.get(2).path(0).longValue() - rows.get(0).path(0).longValue())
        .isEqualTo(120_000);
    assertThat(rest.json("/api/v3/klines?symbol=BTCUSDT&interval=1m&limit=1").get(0))
        .isEqualTo(rows.get(2));
    assertThat(rest.get("/api/v3/klines?symbol=BTCUSDT&interval=7m").body())
        .isEqualTo("{\"code\":-1120,\"msg\":\"Invalid interval.\"}");
  }

  /** Open, high, low and close. */
  private static List<String> prices(JsonNode row) {
    return List.of(1, 2, 3, 4).stream()
        .map(column -> row.path(column).asString().replace(".00000000", ""))
        .toList();
  }
}
