package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.matching.WatchedSubscription;
import io.coinpanel.testkit.Eventually;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Order, baselines and resuming. */
class FeedTest extends FeedScenarioTest {

  @Test
  void aTradeThatCameBeforeTheBaselineIsOld() throws Exception {
    watched(1);
    trade(10, 99);
    trade(9, 101);
    trade(10, 101);
    trade(11, 102);
    settled();
    crossed("1: 11 99 102 live");
  }

  @Test
  void storesACrossingWithItsTradeCursor() {
    watched(1);
    for (int i = 0; i < 100; i++) {
      trade(10 + i, i % 2 == 0 ? 99 : 101);
    }
    Eventually.until(() -> outlet.crossings().size() == 99);
    assertThat(outlet.withoutCursor()).isEmpty();
  }

  @Test
  void matchesReorderedTradesInOrder() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 102);
    trade(12, 98);
    assertThat(settled()).isPresent();
    trade(11, 101);
    assertThat(settled()).isEmpty();
    crossed("1: 11 99 101 live", "1: 12 101 98 live", "1: 13 98 102 live");
  }

  @Test
  void theFirstTradeEverIsTheBaselineAlsoAfterARestart() throws Exception {
    feed.restore(SYMBOL, null, clock.millis(), Duration.ZERO);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    feed.streamOpened(SYMBOL);
    trade(10, 99);
    trade(11, 101);
    assertThat(settled()).isPresent();
    assertThat(history(past(10, 10, 99), past(11, 11, 101))).isEmpty();
    trade(12, 98);
    settled();
    crossed("1: 11 99 101 live", "1: 12 101 98 live");
  }

  @Test
  void whatWasTradedFirstWhileItWasAwayIsTheBaseline() throws Exception {
    feed.restore(SYMBOL, null, clock.millis(), Duration.ZERO);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    feed.streamOpened(SYMBOL);
    trade(12, 98);
    assertThat(history(past(10, 10, 99), past(11, 11, 101), past(12, 12, 98))).isEmpty();
    crossed("1: 11 99 101 backfill", "1: 12 101 98 live");
  }

  @Test
  void resumesAfterTheTradeCursor() throws Exception {
    long time = clock.millis();
    feed.restore(SYMBOL, new TradeCursor(10, 99 * UNIT, time), time, Duration.ZERO);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    feed.restore(SYMBOL, null, time - 1, Duration.ZERO);
    feed.streamOpened(SYMBOL);
    assertThat(settled().orElseThrow().isConfirmed()).isFalse();
    trade(11, 101);
    settled();
    crossed("1: 11 99 101 live");
  }

  @Test
  void theFirstTradeOfAListingHasIdZero() throws Exception {
    watched(1);
    trade(0, 99);
    trade(1, 101);
    settled();
    crossed("1: 1 99 101 live");
  }

  @Test
  void idsThatBeginAgainAreANewBaseline() throws Exception {
    watched(1);
    trade(500, 99);
    clock.advance(Duration.ofSeconds(1));
    trade(0, 101);
    trade(1, 98);
    settled();
    crossed("1: 1 101 98 live");
    assertThat(registry.counter("coinpanel.feed.restarts").count()).isEqualTo(1);
  }

  @Test
  void aSymbolRelistedWhileNobodyWatchedIsANewBaseline() throws Exception {
    feed.restore(SYMBOL, new TradeCursor(500, 99 * UNIT, clock.millis()), 0, Duration.ZERO);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    clock.advance(Duration.ofSeconds(2));
    feed.streamOpened(SYMBOL);
    assertThat(history(past(0, 0, 101), past(1, 1, 98))).isPresent();
    trade(2, 102);
    settled();
    crossed("1: 1 101 98 backfill", "1: 2 98 102 live");
  }

  @Test
  void afterAFailureNothingMoreIsStored() throws Exception {
    watched(1);
    activated("1 none");
    feed.watch(Arrays.asList((WatchedSubscription) null));
    Eventually.until(() -> failure.get() != null);
    trade(10, 99);
    trade(11, 101);
    feed.close();
    assertThat(outlet.crossings()).isEmpty();
    assertThat(outlet.cursors()).isEmpty();
  }
}
