package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Restart: subscriptions activated by an earlier process. */
class RestartTest extends IngestionScenarioTest {

  private static final long TIME = 1_700_000_000_000L;

  private void restart() {
    ingestion.close();
    ingestion = TestIngestion.start(database, exchange);
  }

  private long activated(String condition, String threshold, String more) throws SQLException {
    long subscription = rows.subscribe("btcusdt", condition, threshold, more);
    rows.awaitActive(subscription);
    return subscription;
  }

  @Test
  void theLowestAndTheHighestThresholdAreReadExactly() throws SQLException {
    long lowest = activated("above", "0.00000001", "");
    long highest = activated("below", "92233720368", "");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "0.00000001"));
    restart();
    long up = exchange.publish("btcusdt", "92233720368");
    long down = exchange.publish("btcusdt", "92233720367.99999999");
    rows.awaitTrade("btcusdt", down);
    assertThat(
            rows.query("select trade_id::text from notification where subscription_id=" + lowest))
        .containsExactly("" + up);
    assertThat(
            rows.query("select trade_id::text from notification where subscription_id=" + highest))
        .containsExactly("" + down);
  }

  @Test
  void cooldownSurvivesARestart() throws SQLException {
    long subscription = activated("cross", "100", "'every', now(), 10, null");
    exchange.publishAt(TIME, "btcusdt", "99", false);
    long first = exchange.publishAt(TIME + 1, "btcusdt", "101", false);
    rows.awaitTrade("btcusdt", first);
    restart();
    exchange.publishAt(TIME + 10_000, "btcusdt", "99", false);
    long second = exchange.publishAt(TIME + 10_001, "btcusdt", "101", false);
    rows.awaitTrade("btcusdt", second);
    assertThat(
            rows.query(
                "select trade_id::text from notification where subscription_id = "
                    + subscription
                    + " order by id"))
        .containsExactly("" + first, "" + second);
  }

  @Test
  void expiryAndOnceSurviveARestart() throws SQLException {
    long expiry = Instant.parse("2100-01-01T00:00:00.123Z").toEpochMilli();
    String until = "timestamptz '2100-01-01 00:00:00.123Z'";
    long expiring = activated("cross", "100", "'every', now(), 0, " + until);
    long once = activated("cross", "100", "'once', now(), 0, null");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    restart();
    long before = exchange.publishAt(expiry - 1, "btcusdt", "101", false);
    long after = exchange.publishAt(expiry, "btcusdt", "99", false);
    rows.awaitTrade("btcusdt", after);
    assertThat(rows.query("select subscription_id || ' ' || trade_id from notification order by 1"))
        .containsExactly(expiring + " " + before, once + " " + before);
    assertThat(rows.count("subscription where ended_as = 'finished'")).isEqualTo(2);
  }

  @Test
  void resumesASymbolWithoutTradesFromItsFirstSubscription() throws SQLException {
    long first = activated("cross", "100", "");
    long second = activated("cross", "200", "");
    ingestion.close();
    rows.update(
        "update activation set activated_at = activated_at - interval '2 minutes'"
            + " where subscription_id = "
            + first);
    long minuteAgo = Instant.now().minus(Duration.ofMinutes(1)).toEpochMilli();
    exchange.publishAt(minuteAgo, "btcusdt", "99", false);
    long up = exchange.publish("btcusdt", "201");
    ingestion = TestIngestion.start(database, exchange);
    rows.awaitTrade("btcusdt", up);
    assertThat(rows.notifications(first)).containsExactly(up + " 99 201 backfill");
    assertThat(rows.notifications(second)).containsExactly(up + " 99 201 backfill");
  }
}
