package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is stored of trades out of sight, and of prices. */
class BlindnessTest extends FeedScenarioTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private void states(String... expected) throws Exception {
    feed.sweep();
    settled();
    feed.wake();
    Eventually.passes(() -> assertThat(outlet.feedStates()).containsExactly(expected));
  }

  private void seen() throws Exception {
    watched(1);
    trade(10, 90);
    states();
  }

  @Test
  void aLostStreamIsStaleAfterAMinuteAndThenOkWithWhatHistoryHad() throws Exception {
    seen();
    feed.streamLost(SYMBOL);
    clock.advance(MINUTE.minusMillis(1));
    states();
    clock.advance(Duration.ofMillis(1));
    states("btcusdt stale after 10");
    clock.advance(MINUTE);
    states("btcusdt stale after 10");
    feed.streamOpened(SYMBOL);
    states("btcusdt stale after 10");
    var _ = history(past(10, 10, 90), past(11, 13, 95));
    trade(14, 96);
    states("btcusdt stale after 10", "btcusdt ok 3 0");
    states("btcusdt stale after 10", "btcusdt ok 3 0");
  }

  @Test
  void aQuietSymbolIsInSight() throws Exception {
    seen();
    for (int i = 0; i < 10; i++) {
      clock.advance(MINUTE.dividedBy(2));
      states();
    }
    feed.streamLost(SYMBOL);
    clock.advance(MINUTE);
    states("btcusdt stale after 10");
  }

  @Test
  void tradesHeldBehindAGapAreOutOfSight() throws Exception {
    seen();
    trade(15, 95);
    clock.advance(MINUTE);
    states("btcusdt stale after 10");
    abandon();
    states("btcusdt stale after 10", "btcusdt ok 0 4");
  }

  @Test
  void aStreamThatNeverOpensIsStale() throws Exception {
    feed.watch(List.of(subscription(1)));
    states();
    clock.advance(MINUTE);
    states("btcusdt stale after null");
  }

  @Test
  void aRestartCountsSinceTheFeedWasLastFollowed() throws Exception {
    feed.restore(SYMBOL, new TradeCursor(10, 90 * UNIT, clock.millis()), 0, MINUTE);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    feed.streamOpened(SYMBOL);
    var _ = history(past(10, 10, 90), past(11, 11, 95));
    states("btcusdt ok 1 0");
  }

  @Test
  void aRestartGoesOnFromWhatWasStale() throws Exception {
    long since = clock.millis() - MINUTE.toMillis();
    feed.restore(SYMBOL, new TradeCursor(13, 90 * UNIT, clock.millis()), 0, Duration.ZERO);
    feed.restore(List.of(new ActiveSubscription(subscription(1), 0, null)));
    feed.restoreStale(
        List.of(
            new StaleFeed(SYMBOL, new FeedState.Stale(since, 10L)),
            new StaleFeed("ethusdt", new FeedState.Stale(since, 10L))));
    states("ethusdt ");
    feed.streamOpened(SYMBOL);
    var _ = history(past(13, 13, 90), past(14, 14, 95));
    states("ethusdt ", "btcusdt ok 4 0");
  }

  @Test
  void eachSecondWithTradesHasItsPrices() throws Exception {
    watched(1);
    trade(10, 90);
    trade(11, 120);
    trade(12, 80);
    trade(13, 95);
    states();
    states();
    trade(14, 96);
    states();
    Eventually.passes(() -> assertThat(outlet.priceWindows()).hasSize(2));
    assertThat(outlet.priceWindows())
        .extracting(one -> one.close() / UNIT + " " + one.high() / UNIT + " " + one.low() / UNIT)
        .containsExactly("95 120 80", "96 96 96");
  }

  @Test
  void onlySoManySymbolsAreWatchedForTheirPrices() throws Exception {
    watched(1);
    List<String> asked =
        Stream.concat(Stream.of(SYMBOL), IntStream.range(0, 150).mapToObj(i -> "symbol" + i))
            .toList();
    feed.watchPrices(asked);
    settled();
    assertThat(recordingTradeStreams.calls)
        .hasSize(101)
        .contains("open symbol0", "open symbol99")
        .doesNotContain("open symbol100");
    clock.advance(Duration.ofSeconds(10));
    feed.watchPrices(asked.subList(0, 2));
    clock.advance(Duration.ofSeconds(10));
    feed.sweep();
    settled();
    assertThat(recordingTradeStreams.calls)
        .hasSize(200)
        .contains("give up symbol1")
        .doesNotContain("give up symbol0", "give up btcusdt");
  }
}
