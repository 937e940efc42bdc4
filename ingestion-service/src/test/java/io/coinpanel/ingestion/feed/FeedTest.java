package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.AggregateTrade;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.ingestion.matching.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.coinpanel.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final long UNIT = 100_000_000;
  private static final long NEVER = WatchedSubscription.NEVER;
  private static final String SYMBOL = "btcusdt";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final SymbolSlots slots = new SymbolSlots();
  private final RecordingBatchSink outlet = new RecordingBatchSink();
  private final RecordingTradeStreams recordingTradeStreams = new RecordingTradeStreams();
  private final List<Gap> gaps = new CopyOnWriteArrayList<>();
  private final ManualClocks clock = new ManualClocks();
  private final Feed feed =
      new Feed(
          slots,
          clock.clocks(),
          Duration.ofMinutes(15),
          outlet,
          new FeedMetrics(registry),
          failure::set);

  /** Records subscribes and unsubscribes. */
  private static final class RecordingTradeStreams implements TradeStreams {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void subscribe(String symbol) {
      calls.add("open " + symbol);
    }

    @Override
    public void unsubscribe(String symbol) {
      calls.add("give up " + symbol);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    feed.start(recordingTradeStreams, gaps::add);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static WatchedSubscription subscription(long id) {
    return new WatchedSubscription(
        id, 1, SYMBOL, Condition.CROSS, 100 * UNIT, false, 0, NEVER, NEVER);
  }

  private static WatchedSubscription expiring(long id, long expiresAt) {
    return new WatchedSubscription(
        id, 1, SYMBOL, Condition.CROSS, 100 * UNIT, false, 0, expiresAt, NEVER);
  }

  private void watched(long id) {
    feed.watch(List.of(subscription(id)));
    feed.streamOpened(SYMBOL);
  }

  private void trade(long id, int price) {
    feed.trade(slots.assign(SYMBOL), id, price * UNIT, clock.millis());
  }

  private AggregateTrade aggregate(long aggregateId, long id, int price) {
    return new AggregateTrade(aggregateId, id, id, price * UNIT, clock.millis());
  }

  private AggregateTrade past(long firstId, long lastId, int price) {
    return new AggregateTrade(firstId, firstId, lastId, price * UNIT, clock.millis());
  }

  private Optional<Gap> history(AggregateTrade... trades) throws Exception {
    var _ = feed.requestHistory(SYMBOL).get();
    return feed.applyHistory(SYMBOL, new HistoryPage(List.of(trades), true, 0)).get();
  }

  private void abandon() throws Exception {
    var _ = feed.abandonHistory(settled().orElseThrow()).get();
  }

  private void crossed(String... expected) {
    Eventually.passes(() -> assertThat(outlet.crossings()).containsExactly(expected));
  }

  private void finished(long expected) {
    Eventually.passes(() -> assertThat(outlet.finished()).contains(expected));
  }

  private void activated(String... expected) {
    Eventually.passes(() -> assertThat(outlet.activations()).containsExactly(expected));
  }

  /** Waits until everything queued so far is done, and what is missing then. */
  private Optional<Gap> settled() throws Exception {
    return feed.requestHistory(SYMBOL).get();
  }

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

  @Test
  void theFirstTradeEverIsTheBaselineAlsoAfterARestart() throws Exception {
    feed.restore(SYMBOL, null, clock.millis(), Duration.ZERO);
    feed.restore(List.of(subscription(1)));
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
    feed.restore(List.of(subscription(1)));
    feed.streamOpened(SYMBOL);
    trade(12, 98);
    assertThat(history(past(10, 10, 99), past(11, 11, 101), past(12, 12, 98))).isEmpty();
    crossed("1: 11 99 101 backfill", "1: 12 101 98 live");
  }

  @Test
  void resumesAfterTheTradeCursor() throws Exception {
    long time = clock.millis();
    feed.restore(SYMBOL, new TradeCursor(10, 99 * UNIT, time), time, Duration.ZERO);
    feed.restore(List.of(subscription(1)));
    feed.restore(SYMBOL, null, time - 1, Duration.ZERO);
    feed.streamOpened(SYMBOL);
    assertThat(settled().orElseThrow().isConfirmed()).isFalse();
    trade(11, 101);
    settled();
    crossed("1: 11 99 101 live");
  }

  @Test
  void rewatchedSymbolStartsWithANewBaseline() throws Exception {
    watched(1);
    trade(10, 99);
    feed.remove(List.of(subscription(1)));
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
    feed.restore(List.of(expiring(1, clock.millis())));
    watched(2);
    // Nothing has been traded since the stream is there, and history is too far behind to be asked.
    abandon();
    feed.expire(List.of(expiring(1, clock.millis())));
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
    feed.expire(List.of(expiring(1, expiry)));
    settled();
    assertThat(outlet.finished()).isEmpty();
    var _ = history(last, missed);
    feed.expire(List.of(expiring(1, expiry)));
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
    feed.expire(List.of(expiring(1, expiry)));
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
    feed.expire(List.of(expiring(1, clock.millis())));
    feed.sweep();
    settled();
    clock.advance(Duration.ofMinutes(1));
    feed.sweep();
    settled();
    assertThat(recordingTradeStreams.calls).containsExactly("open btcusdt", "give up btcusdt");
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
    assertThat(gap.due() - gap.since()).isEqualTo(SymbolFeed.REORDERING.toNanos());
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
    feed.restore(List.of(subscription(1)));
    clock.advance(Duration.ofSeconds(2));
    feed.streamOpened(SYMBOL);
    assertThat(history(past(0, 0, 101), past(1, 1, 98))).isPresent();
    trade(2, 102);
    settled();
    crossed("1: 1 101 98 backfill", "1: 2 98 102 live");
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
