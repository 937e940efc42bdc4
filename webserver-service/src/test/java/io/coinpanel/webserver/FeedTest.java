package io.coinpanel.webserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.client.ProtocolDocument;
import io.coinpanel.testkit.client.TestClient;
import io.coinpanel.webserver.EventStreamClient.ServerEvent;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What clients hear of the feed: blindness, halts, and prices of symbols nobody subscribed to. */
@Timeout(120)
class FeedTest {

  private static TestWebserver webserver;
  private static JdbcClient rows;

  @BeforeAll
  static void start() {
    webserver = TestWebserver.alone();
    rows = webserver.database();
    webserver.ingestion().listSymbol("ethusdt", "ETH", "USDT", true);
  }

  @AfterAll
  static void stop() {
    webserver.close();
  }

  @BeforeEach
  void allIsInSight() {
    rows.sql("delete from symbol_feed").update();
    rows.sql("update leadership set whole_until = now() + interval '1 hour'").update();
  }

  private TestClient subscriber() {
    TestClient client = webserver.client();
    client.ask("{'symbol':'btcusdt','threshold':'10'}");
    return client;
  }

  @Test
  void saysWhenASymbolIsOutOfSightAndWhatWasFoundAfterwards() {
    try (TestClient client = subscriber()) {
      rows.sql(
              "insert into symbol_feed (symbol, state, since)"
                  + " values ('btcusdt', 'stale', '2026-07-21T12:00:00Z'),"
                  + " ('ethusdt', 'stale', '2026-07-21T12:00:00Z')")
          .update();
      JsonNode stale = client.nextOfType("feed");
      assertThat(stale.get("symbol").asString()).isEqualTo("btcusdt");
      assertThat(stale.get("state").asString()).isEqualTo("stale");
      assertThat(stale.get("since").asString()).isEqualTo("2026-07-21T12:00:00Z");
      rows.sql("update symbol_feed set state = 'ok', found = 1234, missing = 5").update();
      JsonNode ok = client.nextOfType("feed");
      assertThat(ok.get("state").asString()).isEqualTo("ok");
      assertThat(ok.get("found_trades").asInt()).isEqualTo(1234);
      assertThat(ok.get("missing_trades").asInt()).isEqualTo(5);
    }
  }

  @Test
  void tellsEventStreamsOfTheSymbolsOfTheirAccount() throws IOException {
    TestAccount account = TestAccount.create(webserver);
    account.subscribe(webserver, "10");
    TestAccount stranger = TestAccount.create(webserver);
    subscribeToEth(stranger);
    try (EventStreamClient stream = EventStreamClient.open(webserver, account);
        EventStreamClient other = EventStreamClient.open(webserver, stranger)) {
      rows.sql(
              "insert into symbol_feed (symbol, state, since)"
                  + " values ('btcusdt', 'stale', '2026-07-21T12:00:00Z')")
          .update();
      ServerEvent stale = Objects.requireNonNull(stream.next());
      assertThat(stale.name()).isEqualTo("feed");
      assertThat(stale.id()).isEmpty();
      ProtocolDocument.checkMessage(stale.data());
      assertThat(stale.data().path("symbol").asString()).isEqualTo("btcusdt");
      assertThat(stale.data().path("state").asString()).isEqualTo("stale");
      rows.sql("update symbol_feed set state = 'ok', found = 1234, missing = 5").update();
      JsonNode ok = Objects.requireNonNull(stream.next()).data();
      assertThat(ok.path("state").asString()).isEqualTo("ok");
      assertThat(ok.path("found_trades").asInt()).isEqualTo(1234);
      assertThat(ok.path("missing_trades").asInt()).isEqualTo(5);
      rows.sql(
              "insert into symbol_feed (symbol, state, since)"
                  + " values ('ethusdt', 'stale', '2026-07-21T12:00:00Z')")
          .update();
      JsonNode first = Objects.requireNonNull(other.next()).data();
      assertThat(first.path("symbol").asString()).isEqualTo("ethusdt");
      subscribeToEth(account);
      JsonNode added = Objects.requireNonNull(stream.next()).data();
      assertThat(added.path("symbol").asString()).isEqualTo("ethusdt");
    }
  }

  private static void subscribeToEth(TestAccount account) {
    account
        .at(webserver)
        .post("/api/v1/subscriptions", "{\"symbol\":\"ethusdt\",\"threshold\":\"10\"}");
  }

  @Test
  void allSymbolsAreOutOfSightWhileIngestionIsAway() {
    try (TestClient client = subscriber()) {
      rows.sql("update leadership set whole_until = now() - interval '61 seconds'").update();
      assertThat(client.nextOfType("feed").get("state").asString()).isEqualTo("stale");
      rows.sql("update leadership set whole_until = now()").update();
      rows.sql(
              "insert into symbol_feed (symbol, state, since, found, missing)"
                  + " values ('btcusdt', 'ok', now() - interval '62 seconds', 7, 0)")
          .update();
      JsonNode ok = client.nextOfType("feed");
      assertThat(ok.get("state").asString()).isEqualTo("ok");
      assertThat(ok.get("found_trades").asInt()).isEqualTo(7);
    }
  }

  @Test
  void saysWhenASymbolStopsTradingAndWhenItTradesAgain() {
    try (TestClient client = subscriber()) {
      rows.sql("update symbol set trading = false where name = 'btcusdt'").update();
      webserver.ingestion().announceSymbols();
      assertThat(client.nextOfType("updated").get("subscription").get("status").asString())
          .isEqualTo("halted");
      rows.sql("update symbol set trading = true where name = 'btcusdt'").update();
      webserver.ingestion().announceSymbols();
      assertThat(client.nextOfType("updated").get("subscription").get("status").asString())
          .isEqualTo("pending");
    }
  }

  @Test
  void sendsPricesOfChosenSymbolsWithTheExtremesSinceTheOneBefore() {
    try (TestClient client = webserver.client()) {
      assertThat(
              client
                  .ask("{'type':'prices','enabled':true,'symbols':['ethusdt','nonsense']}")
                  .get("code")
                  .asString())
          .isEqualTo("invalid_symbol");
      assertThat(
              client
                  .ask("{'type':'prices','enabled':true,'symbols':['ETHusdt']}")
                  .get("type")
                  .asString())
          .isEqualTo("prices");
      second(1, "20", "22", "19", "22", "19");
      JsonNode first = client.nextOfType("price");
      assertThat(texts(first)).containsExactly("20", "22", "19");
      second(3, "21", "23", "20", "25", "18");
      assertThat(texts(client.nextOfType("price"))).containsExactly("21", "25", "18");
      assertThat(
              rows.sql("select symbol from price_watch").query((row, n) -> row.getString(1)).list())
          .isEqualTo(List.of("ethusdt"));
    }
  }

  private static List<String> texts(JsonNode price) {
    return List.of(
        price.get("price").asString(), price.get("high").asString(), price.get("low").asString());
  }

  private void second(
      int count, String close, String high, String low, String previousHigh, String previousLow) {
    rows.sql(
            "insert into last_trade (symbol, trade_id, price, trade_time, seconds, close,"
                + " close_time, high, low, previous_high, previous_low)"
                + " values ('ethusdt', 1, ?::numeric, now(), ?, ?::numeric, now(), ?::numeric,"
                + " ?::numeric, ?::numeric, ?::numeric)"
                + " on conflict (symbol) do update set price = excluded.price,"
                + " seconds = excluded.seconds, close = excluded.close, high = excluded.high,"
                + " low = excluded.low, previous_high = excluded.previous_high,"
                + " previous_low = excluded.previous_low")
        .params(close, count, close, high, low, previousHigh, previousLow)
        .update();
  }
}
