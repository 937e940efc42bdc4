package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestionTest {

  /** More than are inserted one by one. */
  private static final int MANY = 600;

  private static Simulator exchange;
  private TestDatabase database;
  private Rows rows;
  private TestIngestion ingestion;

  @BeforeAll
  static void startExchange() throws IOException {
    exchange = Simulator.start(SimulatorSettings.documented());
  }

  @AfterAll
  static void stopExchange() {
    exchange.close();
  }

  @BeforeEach
  void start() throws SQLException {
    database = TestDatabase.migrated();
    rows = new Rows(database);
    ingestion = TestIngestion.start(database, exchange);
  }

  @AfterEach
  void stop() throws SQLException {
    ingestion.close();
    rows.close();
    database.close();
  }

  @Test
  void firesOnceWhenThePriceLeavesTheThresholdUpward() throws SQLException {
    long subscription = rows.subscribe("btcusdt", "above", "100");
    rows.awaitActive(subscription);
    exchange.publish("btcusdt", "99");
    exchange.publish("btcusdt", "100");
    long crossing = exchange.publish("btcusdt", "101");
    long last = exchange.publish("btcusdt", "102");
    rows.awaitTrade("btcusdt", last);
    assertThat(rows.notifications(subscription)).containsExactly(crossing + " 100 101 live");
  }

  @Test
  void theFirstTradeFiresNothing() throws SQLException {
    long subscription = rows.subscribe("ethusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("ethusdt", exchange.publish("ethusdt", "500"));
    assertThat(rows.notifications(subscription)).isEmpty();
    assertThat(rows.query("select price is null from activation")).containsExactly("t");
  }

  @Test
  void theLowestAndTheHighestThresholdAreJudgedExactly() throws SQLException {
    long lowest = rows.subscribe("bnbusdt", "above", "0.00000001");
    long highest = rows.subscribe("bnbusdt", "below", "92233720368");
    rows.awaitActive(lowest);
    rows.awaitActive(highest);
    exchange.publish("bnbusdt", "0.00000001");
    long up = exchange.publish("bnbusdt", "92233720368");
    long down = exchange.publish("bnbusdt", "92233720367.99999999");
    rows.awaitTrade("bnbusdt", down);
    assertThat(rows.notifications(lowest)).containsExactly(up + " 0.00000001 92233720368 live");
    assertThat(rows.notifications(highest))
        .containsExactly(down + " 92233720368 92233720367.99999999 live");
  }

  @Test
  void theHighestThresholdFiresOnThePricesAboveIt() throws SQLException {
    long above = rows.subscribe("bnbusdt", "cross", "92233720368");
    rows.awaitActive(above);
    exchange.publish("bnbusdt", "92233720368");
    long up = exchange.publish("bnbusdt", "92233720368.54775807");
    long down = exchange.publish("bnbusdt", "0.00000001");
    rows.awaitTrade("bnbusdt", down);
    assertThat(rows.notifications(above))
        .containsExactly(
            up + " 92233720368 92233720368.54775807 live",
            down + " 92233720368.54775807 0.00000001 live");
  }

  @Test
  void manyCrossingsOfOneTradeAreStoredAsExactlyAsAFew() throws SQLException {
    long last = 0;
    for (int threshold = 1; threshold <= MANY; threshold++) {
      last = rows.subscribe("bnbusdt", "above", "" + threshold);
    }
    rows.awaitActive(last);
    exchange.publish("bnbusdt", "0.00000001");
    long up = exchange.publish("bnbusdt", "92233720368");
    rows.awaitTrade("bnbusdt", up);
    assertThat(
            rows.query(
                "select count(*) || ' ' || trade_id || ' ' || trim_scale(previous_price) || ' '"
                    + " || trim_scale(price) || ' ' || source from notification"
                    + " group by trade_id, previous_price, price, source"))
        .containsExactly(MANY + " " + up + " 0.00000001 92233720368 live");
  }

  @Test
  void onceFinishesWithItsNotification() throws SQLException {
    long subscription = rows.subscribe("solusdt", "cross", "100", "'once', now(), 0, null");
    rows.awaitActive(subscription);
    exchange.publish("solusdt", "99");
    exchange.publish("solusdt", "101");
    rows.awaitTrade("solusdt", exchange.publish("solusdt", "99"));
    assertThat(rows.notifications(subscription)).hasSize(1);
    assertThat(rows.query("select ended_as from subscription")).containsExactly("finished");
  }

  @Test
  void aCooldownIsCountedInTradeTime() throws SQLException {
    long subscription = rows.subscribe("xrpusdt", "cross", "100", "'every', now(), 10, null");
    rows.awaitActive(subscription);
    long start = 1_700_000_000_000L;
    exchange.publishAt(start, "xrpusdt", "99", false);
    exchange.publishAt(start + 1, "xrpusdt", "101", false);
    exchange.publishAt(start + 10_000, "xrpusdt", "99", false);
    long last = exchange.publishAt(start + 10_001, "xrpusdt", "101", false);
    rows.awaitTrade("xrpusdt", last);
    assertThat(rows.notifications(subscription)).hasSize(2);
    assertThat(rows.query("select extract(epoch from last_fired_at)::text from subscription"))
        .containsExactly("1700000010.001000");
  }

  @Test
  void anExpiredSubscriptionIsFinished() throws SQLException {
    long subscription =
        rows.subscribe("adausdt", "cross", "100", "'every', now(), 0, now() + interval '1 s'");
    rows.awaitActive(subscription);
    Await.until(() -> rows.count("subscription where ended_as = 'finished'") == 1);
  }

  @Test
  void aSubscriptionIsJudgedAgainstTheLastPriceBeforeIt() throws SQLException {
    long first = rows.subscribe("dogeusdt", "above", "1000");
    rows.awaitActive(first);
    rows.awaitTrade("dogeusdt", exchange.publish("dogeusdt", "50"));
    long second = rows.subscribe("dogeusdt", "above", "60");
    rows.awaitActive(second);
    long crossing = exchange.publish("dogeusdt", "61");
    rows.awaitTrade("dogeusdt", crossing);
    assertThat(rows.notifications(second)).containsExactly(crossing + " 50 61 live");
    assertThat(rows.query("select trim_scale(price) from activation order by id"))
        .containsExactly(null, "50");
  }

  @Test
  void whatHappenedWhileItWasDownIsFilledFromHistory() throws SQLException {
    long subscription = rows.subscribe("ltcusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("ltcusdt", exchange.publish("ltcusdt", "99"));
    ingestion.close();
    long up = exchange.publish("ltcusdt", "101");
    long down = exchange.publish("ltcusdt", "98");
    ingestion = TestIngestion.start(database, exchange);
    rows.awaitTrade("ltcusdt", down);
    long again = exchange.publish("ltcusdt", "102");
    rows.awaitTrade("ltcusdt", again);
    assertThat(rows.notifications(subscription))
        .containsExactly(
            up + " 99 101 backfill", down + " 101 98 backfill", again + " 98 102 live");
  }

  @Test
  void aCutConnectionLosesNoCrossing() throws SQLException {
    long subscription = rows.subscribe("trxusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("trxusdt", exchange.publish("trxusdt", "99"));
    exchange.misbehave(deed -> deed.reset(io.coinpanel.simulator.exchange.Misbehaviour.ALL));
    long up = exchange.publish("trxusdt", "101");
    rows.awaitTrade("trxusdt", up);
    assertThat(rows.notifications(subscription)).containsExactly(up + " 99 101 backfill");
  }

  @Test
  void aSymbolNobodyWantsIsGivenUp() throws SQLException {
    long subscription = rows.subscribe("avaxusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("avaxusdt", exchange.publish("avaxusdt", "99"));
    rows.update(
        "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
            + " changed_in = pg_current_xact_id()");
    Await.until(() -> rows.count("last_trade") == 0);
    Await.until(() -> exchange.connections().stream().allMatch(one -> one.streams().isEmpty()));
  }
}
