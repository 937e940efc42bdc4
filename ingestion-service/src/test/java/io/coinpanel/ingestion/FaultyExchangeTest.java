package io.coinpanel.ingestion;

import static io.coinpanel.simulator.exchange.FaultInjector.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Exchange faults, one per test. */
class FaultyExchangeTest extends IngestionScenarioTest {

  FaultyExchangeTest() {
    super("timeouts.stream=PT0.5S", "timeouts.confirmation=PT1S");
  }

  private long watched(String symbol, String price) throws SQLException {
    long subscription = rows.subscribe(symbol, "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade(symbol, exchange.publish(symbol, price));
    return subscription;
  }

  @Test
  void detectsAnAcknowledgedButMissingSubscription() throws SQLException {
    exchange.injectFaults(action -> action.streams().acknowledgeOnly(1));
    long subscription = watched("btcusdt", "99");
    long up = exchange.publish("btcusdt", "101");
    rows.awaitTrade("btcusdt", up);
    assertThat(rows.notifications(subscription)).hasSize(1);
  }

  @Test
  void backfillsAQuietSymbolAfterAStalledConnection() throws SQLException {
    long quiet = watched("ethusdt", "99");
    watched("btcusdt", "99");
    for (int i = 0; i < 100; i++) {
      exchange.publish("btcusdt", "99");
    }
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    exchange.injectFaults(action -> action.stall(ALL, true));
    long up = exchange.publish("ethusdt", "101");
    rows.awaitTrade("ethusdt", up);
    assertThat(rows.notifications(quiet)).containsExactly(up + " 99 101 backfill");
  }

  @Test
  void aConnectionThatNeverDeliveredAnythingIsReplacedToo() throws SQLException {
    long subscription = rows.subscribe("ethusdt", "cross", "100");
    rows.awaitActive(subscription);
    exchange.injectFaults(action -> action.stall(ALL, true));
    exchange.publish("ethusdt", "99");
    long up = exchange.publish("ethusdt", "101");
    clock.jump(Duration.ofSeconds(5));
    rows.awaitTrade("ethusdt", up);
    assertThat(rows.notifications(subscription)).containsExactly(up + " 99 101 backfill");
  }

  @Test
  void backfillsSkippedTradesBeforeLaterOnes() throws SQLException {
    long subscription = watched("btcusdt", "99");
    exchange.injectFaults(action -> action.streams().skipNext(2));
    long up = exchange.publish("btcusdt", "101");
    long down = exchange.publish("btcusdt", "98");
    long again = exchange.publish("btcusdt", "103");
    rows.awaitTrade("btcusdt", again);
    assertThat(rows.notifications(subscription))
        .containsExactly(
            up + " 99 101 backfill", down + " 101 98 backfill", again + " 98 103 live");
  }

  @Test
  void repeatedAndReorderedTradesFireOnceAndInOrder() throws SQLException {
    long subscription = watched("btcusdt", "99");
    exchange.injectFaults(action -> action.streams().reorderNext(3));
    long up = exchange.publish("btcusdt", "101");
    long down = exchange.publish("btcusdt", "98");
    long again = exchange.publish("btcusdt", "103");
    exchange.injectFaults(action -> action.repeat("BTCUSDT", 4));
    rows.awaitTrade("btcusdt", again);
    assertThat(rows.query("select trade_id from notification order by id"))
        .containsExactly("" + up, "" + down, "" + again);
    assertThat(rows.notifications(subscription)).hasSize(3);
  }

  @Test
  void comparesAcrossAGapOlderThanTheWindow() throws SQLException {
    long subscription = watched("btcusdt", "99");
    ingestion.close();
    exchange.publish("btcusdt", "101");
    exchange.publish("btcusdt", "98");
    ingestion = TestIngestion.start(database, exchange, "backfill-window=PT0S");
    Eventually.until(
        () -> exchange.connections().stream().anyMatch(one -> !one.streams().isEmpty()));
    long behind = exchange.publish("btcusdt", "102");
    rows.awaitTrade("btcusdt", behind);
    assertThat(rows.notifications(subscription)).containsExactly(behind + " 99 102 gap");
  }

  @Test
  void countsAndIgnoresUnknownFrames() throws Exception {
    long subscription = watched("btcusdt", "99");
    exchange.injectFaults(action -> action.sendText(ALL, "no json {"));
    exchange.injectFaults(action -> action.sendText(ALL, "{\"e\":\"unheardOf\"}"));
    exchange.injectFaults(action -> action.sendText(ALL, "[]"));
    long up = exchange.publish("btcusdt", "101");
    rows.awaitTrade("btcusdt", up);
    assertThat(rows.notifications(subscription)).containsExactly(up + " 99 101 live");
    assertThat(ingestion.metrics())
        .contains("coinpanel_exchange_skipped_total{kind=\"garbage\"} 1.0")
        .contains("coinpanel_exchange_skipped_total{kind=\"event\"} 1.0")
        .contains("coinpanel_exchange_skipped_total{kind=\"unknown\"} 1.0");
  }
}
