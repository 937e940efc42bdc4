package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.database.TestDatabase;
import io.coinpanel.simulator.Simulator;
import io.coinpanel.simulator.SimulatorSettings;
import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One ingestion for all tests: each has a symbol of its own. */
class IngestionTest {

  /** More than are inserted one by one. */
  private static final int MANY = 600;

  private static final JumpingClock CLOCK = new JumpingClock();

  private static Simulator exchange;
  private static TestDatabase database;
  private static IngestionTables ingestionTables;
  private static TestIngestion ingestion;

  @BeforeAll
  static void start() throws IOException, SQLException {
    exchange = Simulator.start(SimulatorSettings.documented());
    database = TestDatabase.migrated();
    ingestionTables = new IngestionTables(database);
    ingestion = TestIngestion.start(CLOCK, database, exchange);
  }

  @AfterAll
  static void stop() throws SQLException {
    ingestion.close();
    ingestionTables.close();
    database.close();
    exchange.close();
  }

  @Test
  void firesOnceWhenThePriceLeavesTheThresholdUpward() throws SQLException {
    long subscription = ingestionTables.subscribe("btcusdt", "above", "100");
    ingestionTables.awaitActive(subscription);
    exchange.publish("btcusdt", "99");
    exchange.publish("btcusdt", "100");
    long crossing = exchange.publish("btcusdt", "101");
    long last = exchange.publish("btcusdt", "102");
    ingestionTables.awaitTrade("btcusdt", last);
    assertThat(ingestionTables.notifications(subscription))
        .containsExactly(crossing + " 100 101 live");
  }

  @Test
  void theFirstTradeFiresNothing() throws SQLException {
    long subscription = ingestionTables.subscribe("ethusdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.awaitTrade("ethusdt", exchange.publish("ethusdt", "500"));
    assertThat(ingestionTables.notifications(subscription)).isEmpty();
    assertThat(
            ingestionTables.query(
                "select price is null from activation where subscription_id = " + subscription))
        .containsExactly("t");
  }

  @Test
  void theLowestAndTheHighestThresholdAreJudgedExactly() throws SQLException {
    long lowest = ingestionTables.subscribe("bnbusdt", "above", "0.00000001");
    long highest = ingestionTables.subscribe("bnbusdt", "below", "92233720368");
    ingestionTables.awaitActive(lowest);
    ingestionTables.awaitActive(highest);
    exchange.publish("bnbusdt", "0.00000001");
    long up = exchange.publish("bnbusdt", "92233720368");
    long down = exchange.publish("bnbusdt", "92233720367.99999999");
    ingestionTables.awaitTrade("bnbusdt", down);
    assertThat(ingestionTables.notifications(lowest))
        .containsExactly(up + " 0.00000001 92233720368 live");
    assertThat(ingestionTables.notifications(highest))
        .containsExactly(down + " 92233720368 92233720367.99999999 live");
  }

  @Test
  void theHighestThresholdFiresOnThePricesAboveIt() throws SQLException {
    long above = ingestionTables.subscribe("linkusdt", "cross", "92233720368");
    ingestionTables.awaitActive(above);
    exchange.publish("linkusdt", "92233720368");
    long up = exchange.publish("linkusdt", "92233720368.54775807");
    long down = exchange.publish("linkusdt", "0.00000001");
    ingestionTables.awaitTrade("linkusdt", down);
    assertThat(ingestionTables.notifications(above))
        .containsExactly(
            up + " 92233720368 92233720368.54775807 live",
            down + " 92233720368.54775807 0.00000001 live");
  }

  @Test
  void manyCrossingsOfOneTradeAreStoredAsExactlyAsAFew() throws SQLException {
    long first = ingestionTables.subscribe("dotusdt", "above", "1");
    ingestionTables.update(
        "insert into subscription (owner_id, symbol, condition, threshold, repeat, created_at)"
            + " select 1, 'dotusdt', 'above', threshold, 'every', now()"
            + " from generate_series(2, %d) as threshold".formatted(MANY));
    long last =
        Long.parseLong(
            ingestionTables
                .query("select max(id) from subscription where symbol = 'dotusdt'")
                .getFirst());
    ingestionTables.awaitActive(last);
    exchange.publish("dotusdt", "0.00000001");
    long up = exchange.publish("dotusdt", "92233720368");
    ingestionTables.awaitTrade("dotusdt", up);
    assertThat(
            ingestionTables.query(
                "select count(*) || ' ' || trade_id || ' ' || trim_scale(previous_price) || ' '"
                    + " || trim_scale(price) || ' ' || source from notification"
                    + " where subscription_id between "
                    + first
                    + " and "
                    + last
                    + " group by trade_id, previous_price, price, source"))
        .containsExactly(MANY + " " + up + " 0.00000001 92233720368 live");
  }

  @Test
  void onceFinishesWithItsNotification() throws SQLException {
    long subscription =
        ingestionTables.subscribe("solusdt", "cross", "100", "'once', now(), 0, null");
    ingestionTables.awaitActive(subscription);
    exchange.publish("solusdt", "99");
    exchange.publish("solusdt", "101");
    ingestionTables.awaitTrade("solusdt", exchange.publish("solusdt", "99"));
    assertThat(ingestionTables.notifications(subscription)).hasSize(1);
    assertThat(
            ingestionTables.query("select ended_as from subscription where id = " + subscription))
        .containsExactly("finished");
  }

  @Test
  void cooldownUsesTradeTime() throws SQLException {
    long subscription =
        ingestionTables.subscribe("xrpusdt", "cross", "100", "'every', now(), 10, null");
    ingestionTables.awaitActive(subscription);
    long start = 1_700_000_000_000L;
    exchange.publishAt(start, "xrpusdt", "99", false);
    exchange.publishAt(start + 1, "xrpusdt", "101", false);
    exchange.publishAt(start + 10_000, "xrpusdt", "99", false);
    long last = exchange.publishAt(start + 10_001, "xrpusdt", "101", false);
    ingestionTables.awaitTrade("xrpusdt", last);
    assertThat(ingestionTables.notifications(subscription)).hasSize(2);
    assertThat(
            ingestionTables.query(
                "select extract(epoch from last_fired_at)::text from subscription where id = "
                    + subscription))
        .containsExactly("1700000010.001000");
  }

  @Test
  void anExpiredSubscriptionIsFinished() throws SQLException {
    long subscription = ingestionTables.subscribe("adausdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.expire(subscription);
    Eventually.until(
        () ->
            ingestionTables.count(
                    "subscription where ended_as = 'finished' and id = " + subscription)
                == 1);
  }

  @Test
  void aSubscriptionIsJudgedAgainstTheLastPriceBeforeIt() throws SQLException {
    long first = ingestionTables.subscribe("dogeusdt", "above", "1000");
    ingestionTables.awaitActive(first);
    ingestionTables.awaitTrade("dogeusdt", exchange.publish("dogeusdt", "50"));
    long second = ingestionTables.subscribe("dogeusdt", "above", "60");
    ingestionTables.awaitActive(second);
    long crossing = exchange.publish("dogeusdt", "61");
    ingestionTables.awaitTrade("dogeusdt", crossing);
    assertThat(ingestionTables.notifications(second)).containsExactly(crossing + " 50 61 live");
    assertThat(
            ingestionTables.query(
                "select trim_scale(price) from activation where subscription_id between "
                    + first
                    + " and "
                    + second
                    + " order by id"))
        .containsExactly(null, "50");
  }

  @Test
  void backfillsTradesMissedWhileDown() throws SQLException {
    long subscription = ingestionTables.subscribe("ltcusdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.awaitTrade("ltcusdt", exchange.publish("ltcusdt", "99"));
    ingestion.close();
    long up = exchange.publish("ltcusdt", "101");
    long down = exchange.publish("ltcusdt", "98");
    ingestion = TestIngestion.start(CLOCK, database, exchange);
    ingestionTables.awaitTrade("ltcusdt", down);
    long again = exchange.publish("ltcusdt", "102");
    ingestionTables.awaitTrade("ltcusdt", again);
    assertThat(ingestionTables.notifications(subscription))
        .containsExactly(
            up + " 99 101 backfill", down + " 101 98 backfill", again + " 98 102 live");
  }

  @Test
  void aCutConnectionLosesNoCrossing() throws SQLException {
    long subscription = ingestionTables.subscribe("trxusdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.awaitTrade("trxusdt", exchange.publish("trxusdt", "99"));
    exchange.injectFaults(
        action -> action.reset(io.coinpanel.simulator.exchange.FaultInjector.ALL));
    long up = exchange.publish("trxusdt", "101");
    ingestionTables.awaitTrade("trxusdt", up);
    assertThat(ingestionTables.notifications(subscription))
        .containsExactly(up + " 99 101 backfill");
  }

  @Test
  void watchesASymbolWithoutSubscriptionsWhileItsPriceIsAskedFor() throws SQLException {
    Eventually.until(() -> ingestionTables.count("symbol where name = 'uniusdt'") == 1);
    ingestionTables.update(
        "insert into webserver values (gen_random_uuid(), now(), now());"
            + " insert into price_watch (symbol, webserver_id, asked_until)"
            + " select 'uniusdt', id, now() + interval '1 h' from webserver");
    Eventually.until(
        () ->
            exchange.connections().stream()
                .anyMatch(one -> one.streams().contains("uniusdt@trade")));
    ingestionTables.awaitTrade("uniusdt", exchange.publish("uniusdt", "7"));
    Eventually.until(
        () -> ingestionTables.count("last_trade where symbol = 'uniusdt' and high = 7") == 1);
  }

  @Test
  void unsubscribesSymbolsWithoutSubscriptions() throws SQLException {
    long subscription = ingestionTables.subscribe("avaxusdt", "cross", "100");
    ingestionTables.awaitActive(subscription);
    ingestionTables.awaitTrade("avaxusdt", exchange.publish("avaxusdt", "99"));
    ingestionTables.update(
        "update subscription set ended_at = now(), ended_as = 'unsubscribed',"
            + " changed_in = pg_current_xact_id() where id = "
            + subscription);
    Eventually.until(
        () -> {
          CLOCK.jump(Duration.ofMillis(100));
          return ingestionTables.count("last_trade where symbol = 'avaxusdt'") == 0;
        });
    Eventually.until(
        () ->
            exchange.connections().stream()
                .noneMatch(one -> one.streams().contains("avaxusdt@trade")));
  }
}
