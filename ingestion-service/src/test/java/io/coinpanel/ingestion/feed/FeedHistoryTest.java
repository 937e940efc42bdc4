package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gaps, doubts and what history gives. */
class FeedHistoryTest extends FeedScenarioTest {

  @Test
  void fillsAGapBeforeLaterTrades() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    trade(14, 103);
    assertThat(settled().orElseThrow().isConfirmed()).isTrue();
    assertThat(outlet.crossings()).isEmpty();
    assertThat(history(past(10, 10, 99), past(11, 12, 101))).isEmpty();
    crossed("1: 11 99 101 backfill", "1: 13 101 98 live", "1: 14 98 103 live");
  }

  @Test
  void historyThatIsBehindTheStreamLeavesTheGapOpen() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    assertThat(history(past(10, 10, 99), past(11, 11, 101))).isPresent();
    assertThat(history(past(11, 11, 101), past(12, 12, 97))).isEmpty();
    crossed("1: 11 99 101 backfill", "1: 12 101 97 backfill");
  }

  @Test
  void anAggregateThatBeganBeforeTheLastTradeBelongsToTheFirstNotSeen() throws Exception {
    watched(1);
    trade(10, 99);
    trade(14, 102);
    assertThat(history(past(9, 10, 99), past(11, 13, 101))).isEmpty();
    crossed("1: 11 99 101 backfill");
  }

  @Test
  void comparesAcrossTheGapWithoutHistory() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 102);
    trade(14, 98);
    abandon();
    crossed("1: 13 99 102 gap", "1: 14 102 98 live");
  }

  @Test
  void aGapIsAsOldAsItsFirstMissingTrade() throws Exception {
    watched(1);
    trade(10, 99);
    settled();
    clock.advance(Duration.ofHours(5));
    trade(13, 98);
    Gap gap = settled().orElseThrow();
    assertThat(gap.since()).isEqualTo(clock.monotonic().nanoTime());
    assertThat(gap.due() - gap.since()).isEqualTo(Continuity.REORDERING.toNanos());
  }

  @Test
  void aGapInsideAGapIsAsOldAsTheTradeBeforeItArrived() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    settled();
    clock.advance(Duration.ofMinutes(1));
    long second = clock.monotonic().nanoTime();
    trade(20, 98);
    settled();
    clock.advance(Duration.ofMinutes(1));
    Gap left = history(past(10, 10, 99), past(11, 12, 99)).orElseThrow();
    assertThat(left.since()).isEqualTo(second);
    assertThat(left.lastId()).isEqualTo(13);
  }

  @Test
  void historyIsAskedFromBeforeTheLastTradeAsTimesDoNotOrderTrades() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    assertThat(settled().orElseThrow().historyFrom()).isLessThan(clock.millis() - 500);
  }

  @Test
  void quietSymbolStaysInDoubtUntilHistoryCatchesUp() throws Exception {
    watched(1);
    trade(10, 99);
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    long opened = clock.monotonic().nanoTime();
    AggregateTrade last = past(10, 10, 99);
    for (int seconds : new int[] {5, 30, 120}) {
      Gap gap = history(last).orElseThrow();
      assertThat(Duration.ofNanos(gap.due() - opened)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(history(last, past(11, 11, 101))).isEmpty();
    crossed("1: 11 99 101 backfill");
  }

  @Test
  void ignoresHistoryWithoutTheLastKnownTrade() throws Exception {
    watched(1);
    trade(10, 99);
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    Gap asked = settled().orElseThrow();
    assertThat(history()).contains(asked);
    assertThat(history(past(9, 9, 99))).contains(asked);
    assertThat(history(past(12, 12, 101))).contains(asked);
    assertThat(outlet.crossings()).isEmpty();
  }

  @Test
  void consecutiveAggregatesCloseAGapOfIdsThatNoTradeHad() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 101);
    assertThat(history(aggregate(7, 10, 99), aggregate(8, 13, 101))).isEmpty();
    crossed("1: 13 99 101 live");
  }

  @Test
  void idsThatNoTradeHadAreNoGapInHistory() throws Exception {
    watched(1);
    trade(10, 99);
    trade(20, 99);
    assertThat(history(aggregate(7, 10, 99), aggregate(8, 15, 101), aggregate(9, 20, 99)))
        .isEmpty();
    crossed("1: 15 99 101 backfill", "1: 20 101 99 live");
  }

  @Test
  void unreadableTradePutsItsSymbolInDoubt() throws Exception {
    watched(1);
    trade(10, 99);
    feed.tradeUnreadable(SYMBOL);
    assertThat(settled()).isPresent();
    var _ = history(past(10, 10, 99), past(11, 11, 101));
    crossed("1: 11 99 101 backfill");
  }

  @Test
  void checksForFurtherGapsAfterClosingOne() throws Exception {
    watched(1);
    trade(10, 99);
    trade(12, 99);
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    Gap left = history(past(10, 10, 99), past(11, 11, 101)).orElseThrow();
    assertThat(left.isConfirmed()).isFalse();
    assertThat(history(past(12, 12, 99), past(13, 13, 101))).isPresent();
    crossed("1: 11 99 101 backfill", "1: 12 101 99 live", "1: 13 99 101 backfill");
  }

  @Test
  void ignoresHistoryRequestedBeforeTheStreamReturned() throws Exception {
    watched(1);
    trade(10, 99);
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    Gap asked = settled().orElseThrow();
    feed.streamLost(SYMBOL);
    clock.advance(Duration.ofSeconds(1));
    feed.streamOpened(SYMBOL);
    AggregateTrade known = new AggregateTrade(1, 10, 10, 99 * UNIT, asked.historyFrom() + 1_000);
    Gap left =
        feed.applyHistory(SYMBOL, new HistoryPage(List.of(known), true, 0)).get().orElseThrow();
    assertThat(left.due()).isEqualTo(clock.monotonic().nanoTime());
  }

  @Test
  void ignoresHistoryRequestedBeforeUnwatching() throws Exception {
    watched(1);
    AggregateTrade stale = past(10, 10, 99);
    var _ = feed.applyHistory(SYMBOL, new HistoryPage(List.of(stale), true, 0)).get();
    trade(50, 101);
    trade(51, 98);
    settled();
    crossed("1: 51 101 98 live");
  }

  @Test
  void abandoningAGapKeepsALaterOne() throws Exception {
    watched(1);
    trade(10, 99);
    trade(12, 99);
    Gap first = settled().orElseThrow();
    trade(11, 99);
    clock.advance(Duration.ofSeconds(1));
    trade(14, 101);
    assertThat(feed.abandonHistory(first).get()).isPresent();
    assertThat(history(past(12, 12, 99), past(13, 13, 98))).isEmpty();
    crossed("1: 14 98 101 live");
  }

  @Test
  void anAggregateWithoutTradesIsNoNewBaseline() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 101);
    clock.advance(Duration.ofSeconds(1));
    assertThat(
            history(
                aggregate(7, 10, 99),
                new AggregateTrade(8, -1, -1, 0, clock.millis()),
                aggregate(9, 13, 101)))
        .isEmpty();
    crossed("1: 13 99 101 live");
  }

  @Test
  void tradesBeforeAnIdRestartDoNotHideLaterOnes() throws Exception {
    watched(1);
    trade(500, 99);
    clock.advance(Duration.ofMillis(500));
    trade(0, 99);
    AggregateTrade old = aggregate(70, 500, 99);
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    assertThat(history(old, aggregate(0, 0, 99), aggregate(1, 1, 101))).isPresent();
    crossed("1: 1 99 101 backfill");
  }
}
