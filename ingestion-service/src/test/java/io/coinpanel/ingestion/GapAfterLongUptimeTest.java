package io.coinpanel.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gaps of symbols that were complete for longer than the window. */
class GapAfterLongUptimeTest extends IngestionScenarioTest {

  private static final Duration WINDOW = Duration.ofSeconds(1);

  GapAfterLongUptimeTest() {
    super("backfill-window=" + WINDOW);
  }

  @Test
  void backfillsAGapAfterAnUptimeLongerThanTheWindow() throws SQLException {
    long subscription = rows.subscribe("btcusdt", "cross", "100");
    rows.awaitActive(subscription);
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "99"));
    clock.jump(WINDOW.plusMillis(1));
    exchange.injectFaults(action -> action.streams().skipNext(2));
    long up = exchange.publish("btcusdt", "101");
    long down = exchange.publish("btcusdt", "98");
    rows.awaitTrade("btcusdt", exchange.publish("btcusdt", "97"));
    assertThat(rows.notifications(subscription))
        .containsExactly(up + " 99 101 backfill", down + " 101 98 backfill");
  }
}
