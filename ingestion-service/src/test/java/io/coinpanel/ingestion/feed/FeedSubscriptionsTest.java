package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Activation, expiry and unwatching. */
class FeedSubscriptionsTest extends FeedScenarioTest {

  @Test
  void subscriptionWhileInDoubtCountsFromActivation() throws Exception {
    watched(1);
    trade(10, 99);
    Eventually.until(() -> !outlet.cursors().isEmpty());
    feed.streamLost(SYMBOL);
    feed.watch(List.of(subscription(2)));
    AggregateTrade before = past(11, 11, 101);
    clock.advance(Duration.ofSeconds(10));
    feed.streamOpened(SYMBOL);
    activated("1 none", "2 99");
    clock.advance(Duration.ofSeconds(10));
    AggregateTrade after = past(12, 12, 98);
    assertThat(history(past(10, 10, 99), before, after)).isPresent();
    trade(13, 102);
    settled();
    crossed(
        "1: 11 99 101 backfill",
        "1: 12 101 98 backfill",
        "2: 12 101 98 backfill",
        "1: 13 98 102 live",
        "2: 13 98 102 live");
  }

  /** Otherwise a restart would begin at the trade cursor, which may be at a later trade. */
  @Test
  void whatConditionsRememberIsStoredWithABaselineFoundAfterActivation() throws Exception {
    feed.watch(List.of(step(1)));
    feed.streamOpened(SYMBOL);
    trade(10, 99);
    Eventually.passes(() -> assertThat(outlet.states()).containsExactly("btcusdt 10"));
    feed.streamLost(SYMBOL);
    feed.watch(List.of(step(2)));
    feed.streamOpened(SYMBOL);
    activated("1 none", "2 99");
    trade(11, 98);
    Eventually.passes(
        () -> assertThat(outlet.states()).containsExactly("btcusdt 10", "btcusdt 11"));
    feed.streamLost(SYMBOL);
    feed.watch(List.of(step(3)));
    feed.streamOpened(SYMBOL);
    activated("1 none", "2 99", "3 98");
    clock.advance(Duration.ofSeconds(1));
    assertThat(history(past(10, 10, 99), past(11, 11, 98), past(12, 12, 97))).isPresent();
    Eventually.passes(() -> assertThat(outlet.states()).last().isEqualTo("btcusdt 12"));
    assertThat(outlet.states()).hasSize(3);
  }

  @Test
  void rewatchedSymbolStartsWithANewBaseline() throws Exception {
    watched(1);
    trade(10, 99);
    feed.withdraw(List.of(new Withdrawal(1, 1, SYMBOL, 100 * UNIT)));
    feed.sweep();
    settled();
    clock.advance(Duration.ofMinutes(1));
    feed.sweep();
    settled();
    Eventually.passes(() -> assertThat(outlet.cursors()).last().isEqualTo("btcusdt "));
    watched(2);
    trade(50, 101);
    trade(51, 98);
    settled();
    activated("1 none", "2 none");
    crossed("2: 51 101 98 live");
    assertThat(recordingTradeStreams.calls)
        .containsExactly("open btcusdt", "give up btcusdt", "open btcusdt");
  }

  @Test
  void unfillableGapDelaysNeitherActivationNorExpiry() throws Exception {
    feed.restore(
        SYMBOL, new TradeCursor(10, 90 * UNIT, clock.millis()), clock.millis(), Duration.ofDays(1));
    feed.restore(List.of(new ActiveSubscription(expiring(1, clock.millis()), 0, null)));
    watched(2);
    // Nothing has been traded since the stream is there, and history is too far behind to be asked.
    abandon();
    feed.expire(List.of(expiry(1, clock.millis())));
    activated("2 90");
    finished(1);
    trade(500, 110);
    trade(501, 90);
    settled();
    crossed("2: 501 110 90 live");
  }

  @Test
  void expiresNothingBeforeHistoryWasAsked() throws Exception {
    long expiry = clock.millis() + 1_000;
    feed.watch(List.of(expiring(1, expiry)));
    feed.streamOpened(SYMBOL);
    trade(10, 90);
    settled();
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    AggregateTrade last = past(10, 10, 90);
    AggregateTrade missed = past(11, 11, 110);
    clock.advance(Duration.ofSeconds(2));
    feed.expire(List.of(expiry(1, expiry)));
    settled();
    assertThat(outlet.finished()).isEmpty();
    var _ = history(last, missed);
    feed.expire(List.of(expiry(1, expiry)));
    crossed("1: 11 90 110 backfill");
    finished(1);
  }

  @Test
  void anExpiredSubscriptionFiresOnAnEarlierTradeThatIsFoundLate() throws Exception {
    long expiry = clock.millis() + 1_000;
    feed.watch(List.of(expiring(1, expiry), subscription(2)));
    feed.streamOpened(SYMBOL);
    trade(10, 90);
    AggregateTrade last = past(10, 10, 90);
    AggregateTrade missed = past(11, 11, 110);
    clock.advance(Duration.ofSeconds(2));
    feed.expire(List.of(expiry(1, expiry)));
    feed.sweep();
    finished(1);
    trade(12, 90);
    assertThat(history(last, missed)).isEmpty();
    crossed("1: 11 90 110 backfill", "2: 11 90 110 backfill", "2: 12 110 90 live");
  }

  @Test
  void stopsWatchingASymbolWithOnlyExpiredSubscriptions() throws Exception {
    feed.watch(List.of(expiring(1, clock.millis())));
    feed.streamOpened(SYMBOL);
    feed.expire(List.of(expiry(1, clock.millis())));
    feed.sweep();
    settled();
    clock.advance(Duration.ofMinutes(1));
    feed.sweep();
    settled();
    assertThat(recordingTradeStreams.calls).containsExactly("open btcusdt", "give up btcusdt");
  }

  @Test
  void aTradeWhoseTimeGoesBackCountsByTheTimeOfTheOneBefore() throws Exception {
    long expiry = clock.millis() + 100;
    feed.watch(List.of(expiring(1, expiry), subscription(2)));
    feed.streamOpened(SYMBOL);
    trade(10, 99);
    feed.trade(slots.assign(SYMBOL), 11, 99 * UNIT, expiry);
    feed.trade(slots.assign(SYMBOL), 12, 101 * UNIT, expiry - 1);
    settled();
    crossed("2: 12 99 101 live");
  }
}
