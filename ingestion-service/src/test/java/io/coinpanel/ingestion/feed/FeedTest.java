package io.coinpanel.ingestion.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.ingestion.exchange.SymbolSlots;
import io.coinpanel.ingestion.exchange.TradeHistory.HistoryPage;
import io.coinpanel.ingestion.exchange.TradeHistory.PastTrades;
import io.coinpanel.ingestion.exchange.TradeStreams;
import io.coinpanel.ingestion.watch.WatchedSubscription;
import io.coinpanel.model.Condition;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final long UNIT = 100_000_000;
  private static final String SYMBOL = "btcusdt";

  private final SymbolSlots slots = new SymbolSlots();
  private final RecordingOutlet outlet = new RecordingOutlet();
  private final Streams streams = new Streams();
  private final List<Gap> gaps = new CopyOnWriteArrayList<>();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Feed feed =
      new Feed(
          slots,
          () -> now,
          outlet,
          new FeedMetrics(new SimpleMeterRegistry()),
          failure -> {
            throw new IllegalStateException(failure);
          });

  /** Remembers what was opened and given up. */
  private static final class Streams implements TradeStreams {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void open(String symbol) {
      calls.add("open " + symbol);
    }

    @Override
    public void giveUp(String symbol) {
      calls.add("give up " + symbol);
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    feed.start(streams, gaps::add);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static WatchedSubscription subscription(long id) {
    return new WatchedSubscription(
        id,
        1,
        SYMBOL,
        Condition.CROSS,
        100 * UNIT,
        false,
        0,
        WatchedSubscription.NEVER,
        WatchedSubscription.NEVER);
  }

  private void watched(long id) {
    feed.watch(List.of(subscription(id)));
    feed.streamOpened(SYMBOL);
  }

  private void trade(long id, int price) {
    feed.trade(slots.assign(SYMBOL), id, price * UNIT, now.toEpochMilli());
  }

  private PastTrades past(long firstId, long lastId, int price) {
    return new PastTrades(firstId, firstId, lastId, price * UNIT, now.toEpochMilli());
  }

  private Optional<Gap> history(PastTrades... trades) throws Exception {
    return feed.history(SYMBOL, new HistoryPage(List.of(trades), true, 0)).get();
  }

  private void crossed(String... expected) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(outlet.crossings()).containsExactly(expected));
  }

  private void activated(String... expected) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(outlet.activations()).containsExactly(expected));
  }

  /** Waits until everything queued so far is done, and what is missing then. */
  private Optional<Gap> settled() throws Exception {
    return feed.gap(SYMBOL).get();
  }

  @Test
  void aTradeThatCameBeforeTheBaselineIsOld() throws Exception {
    watched(1);
    trade(10, 99);
    trade(9, 101);
    trade(10, 101);
    trade(11, 102);
    settled();
    crossed("11 99 102 live");
  }

  @Test
  void aCrossingAndThePlaceBehindItAreStoredTogether() {
    watched(1);
    for (int i = 0; i < 100; i++) {
      trade(10 + i, i % 2 == 0 ? 99 : 101);
    }
    Awaitility.await().until(() -> outlet.crossings().size() == 99);
    assertThat(outlet.unplaced()).isEmpty();
  }

  @Test
  void tradesOutOfOrderAreJudgedInOrder() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 102);
    trade(12, 98);
    assertThat(settled()).isPresent();
    trade(11, 101);
    assertThat(settled()).isEmpty();
    crossed("11 99 101 live", "12 101 98 live", "13 98 102 live");
  }

  @Test
  void aGapIsFilledBeforeLaterTradesGoOn() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    trade(14, 103);
    assertThat(settled().orElseThrow().isVisible()).isTrue();
    assertThat(outlet.crossings()).isEmpty();
    assertThat(history(past(10, 10, 99), past(11, 12, 101))).isEmpty();
    crossed("11 99 101 backfill", "13 101 98 live", "14 98 103 live");
  }

  @Test
  void historyThatIsBehindTheStreamLeavesTheGapOpen() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 98);
    assertThat(history(past(11, 11, 101))).isPresent();
    assertThat(history(past(12, 12, 97))).isEmpty();
    crossed("11 99 101 backfill", "12 101 97 backfill");
  }

  @Test
  void anAggregateThatBeganBeforeTheLastTradeBelongsToTheFirstNotSeen() throws Exception {
    watched(1);
    trade(10, 99);
    trade(14, 102);
    assertThat(history(past(9, 10, 99), past(11, 13, 101))).isEmpty();
    crossed("11 99 101 backfill");
  }

  @Test
  void withoutHistoryTheFirstPriceBehindTheGapIsJudgedAgainstTheLastBefore() throws Exception {
    watched(1);
    trade(10, 99);
    trade(13, 102);
    trade(14, 98);
    feed.giveUpHistory(SYMBOL).get();
    crossed("13 99 102 gap", "14 102 98 live");
  }

  @Test
  void aSubscriptionWaitsUntilNothingIsInDoubt() throws Exception {
    watched(1);
    trade(10, 99);
    feed.streamLost(SYMBOL);
    feed.watch(List.of(subscription(2)));
    feed.streamOpened(SYMBOL);
    assertThat(settled()).isPresent();
    activated("1 none");
    assertThat(history(past(10, 10, 99), past(11, 11, 101))).isEmpty();
    activated("1 none", "2 101");
    crossed("11 99 101 backfill");
  }

  @Test
  void theFirstTradeEverIsTheBaselineAlsoAfterARestart() throws Exception {
    feed.restore(SYMBOL, null, now.toEpochMilli(), now.toEpochMilli());
    feed.restore(List.of(subscription(1)));
    feed.streamOpened(SYMBOL);
    trade(10, 99);
    trade(11, 101);
    assertThat(settled()).isPresent();
    assertThat(history(past(10, 10, 99), past(11, 11, 101))).isEmpty();
    trade(12, 98);
    settled();
    crossed("11 99 101 live", "12 101 98 live");
  }

  @Test
  void whatWasTradedFirstWhileItWasAwayIsTheBaseline() throws Exception {
    feed.restore(SYMBOL, null, now.toEpochMilli(), now.toEpochMilli());
    feed.restore(List.of(subscription(1)));
    feed.streamOpened(SYMBOL);
    trade(12, 98);
    assertThat(history(past(10, 10, 99), past(11, 11, 101), past(12, 12, 98))).isEmpty();
    crossed("11 99 101 backfill", "12 101 98 live");
  }

  @Test
  void aSymbolThatHasTradedGoesOnBehindItsLastTrade() throws Exception {
    long time = now.toEpochMilli();
    feed.restore(SYMBOL, new Position(10, 99 * UNIT, time), time, time);
    feed.restore(List.of(subscription(1)));
    feed.restore(SYMBOL, null, time - 1, time - 1);
    feed.streamOpened(SYMBOL);
    assertThat(settled()).contains(new Gap(SYMBOL, time, time, false));
    trade(11, 101);
    settled();
    crossed("11 99 101 live");
  }

  @Test
  void aSymbolWantedAgainStartsWithANewBaseline() throws Exception {
    watched(1);
    trade(10, 99);
    feed.end(List.of(subscription(1)));
    feed.sweep();
    settled();
    now = now.plus(Duration.ofMinutes(1));
    feed.sweep();
    settled();
    Awaitility.await()
        .untilAsserted(() -> assertThat(outlet.positions()).last().isEqualTo("btcusdt "));
    watched(2);
    trade(50, 101);
    trade(51, 98);
    settled();
    activated("1 none", "2 none");
    crossed("51 101 98 live");
    assertThat(streams.calls).containsExactly("open btcusdt", "give up btcusdt", "open btcusdt");
  }

  @Test
  void activatesWhatWaitedBehindAGapThatStayedOpenWithItsFirstTrade() throws Exception {
    feed.restore(SYMBOL, new Position(10, 90 * UNIT, now.toEpochMilli()), now.toEpochMilli(), 0);
    watched(1);
    // Nothing has been traded since the stream is there, and history is too far behind to be asked.
    var _ = feed.giveUpHistory(SYMBOL).get();

    trade(500, 95);
    trade(501, 96);
    activated("1 95");
  }

  @Test
  void expiresNothingBeforeItsLastTradesAreJudgedThoughAnotherWaits() throws Exception {
    watched(1);
    trade(10, 90);
    activated("1 none");
    feed.streamLost(SYMBOL);
    feed.streamOpened(SYMBOL);
    feed.watch(List.of(subscription(2)));
    // Its time has passed now, but the trade that crosses it was before that.
    feed.expire(List.of(subscription(1)));
    var _ = history(past(10, 10, 90), past(11, 11, 110));
    crossed("11 90 110 backfill");
  }
}
