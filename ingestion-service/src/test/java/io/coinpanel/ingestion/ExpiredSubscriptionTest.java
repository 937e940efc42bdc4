package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Subscriptions whose time has passed. */
class ExpiredSubscriptionTest extends IngestionScenarioTest {

  @Test
  void firesOnAnEarlierTradeThatIsFoundAfterItsEndIsStored() throws SQLException {
    long subscription =
        rows.subscribe("btcusdt", "cross", "100", "'every', now(), 0, now() + interval '3 s'");
    rows.awaitActive(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    exchange.injectFaults(action -> action.streams().skipNext(1));
    long missed = exchange.publish("btcusdt", "101");
    Eventually.until(() -> rows.count("subscription where end_reason = 'expired'") == 1);
    // Ingestion has read that it is over once it has read what came later.
    rows.awaitActive(rows.subscribe("btcusdt", "cross", "500"));
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "98"));
    assertThat(rows.notifications(subscription)).containsExactly(missed + " 99 101 backfill");
  }
}
