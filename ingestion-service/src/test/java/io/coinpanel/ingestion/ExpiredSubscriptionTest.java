package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions whose time has passed. */
class ExpiredSubscriptionTest extends IngestionScenarioTest {

  private long subscription;
  private long missed;

  /** A trade is missed, and then its subscription expires. */
  @BeforeEach
  void expire() throws SQLException {
    subscription =
        rows.subscribe("btcusdt", "cross", "100", "'every', now(), 0, now() + interval '3 s'");
    rows.awaitActive(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    exchange.injectFaults(action -> action.streams().skipNext(1));
    missed = exchange.publish("btcusdt", "101");
    Eventually.until(() -> rows.count("subscription where end_reason = 'expired'") == 1);
  }

  @Test
  void firesOnAnEarlierTradeThatIsFoundAfterItsEndIsStored() throws SQLException {
    // Ingestion has read that it is over once it has read what came later.
    rows.awaitActive(rows.subscribe("btcusdt", "cross", "500"));
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "98"));
    assertThat(rows.notifications(subscription)).containsExactly(missed + " 99 101 backfill");
  }

  @Test
  void firesOnAnEarlierTradeThatANewLeaderFinds() throws SQLException {
    ingestion.close();
    ingestion = TestIngestion.start(clock, database, exchange);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "98"));
    assertThat(rows.notifications(subscription)).containsExactly(missed + " 99 101 backfill");
  }

  @Test
  void firesOnNothingLater() throws SQLException {
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "98"));
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "102"));
    ingestion.close();
    ingestion = TestIngestion.start(clock, database, exchange);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "97"));
    assertThat(rows.notifications(subscription)).containsExactly(missed + " 99 101 backfill");
  }
}
